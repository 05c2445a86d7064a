import { InvalidArgumentError, type StepInput } from '@lml/core';

import { sizeOfShape, type GraphSource, type RandomDraw } from '../graph/graph.js';
import type { Feed } from '../targets/onnx/compile.js';
import type { RuntimeTensor } from '../targets/onnx/runtime/runtime.js';
import type { FedPart } from './batch-parts.js';
import type { RunResources } from './compiled-step.js';
import { allocateData } from './host-data.js';

/** Gives the tensor for an input of a model at each call. */
export type Feeder = (parts: readonly FedPart[], input: StepInput) => RuntimeTensor;

/** The feeder of an input, for batches whose parts come in that order. */
export function createFeeder({ value }: Feed, parts: readonly FedPart[], { runtime, streams }: RunResources): Feeder {
  const { dtype, shape } = value;
  const source = value.source as Exclude<GraphSource, { kind: 'state' | 'constant' }>;
  switch (source.kind) {
    case 'batch': {
      const position = parts.findIndex(({ path }) => samePath(path, source.path));
      let latest: RuntimeTensor | undefined;
      return (given) => {
        const { data } = given[position]!;
        // Loaders fill the same arrays again and again.
        if (latest?.data !== data) latest = runtime.tensor(dtype, data, shape);
        return latest;
      };
    }
    case 'hyper': {
      const { name, initial } = source;
      const data = allocateData(dtype, 1);
      // One tensor for all calls: its number is written anew, and each call is over before the next begins.
      const tensor = runtime.tensor(dtype, data, shape);
      return (_parts, { hyper }) => {
        const number = hyper?.[name] ?? initial;
        if (number === undefined) {
          throw new InvalidArgumentError(`hyper '${name}'`, 'set, or given an initial value in the step', number);
        }
        data[0] = number;
        return tensor;
      };
    }
    case 'random': {
      const size = sizeOfShape(shape);
      return (_parts, { step }) => runtime.tensor('float32', draw(source.draw, size, step, streams), shape);
    }
  }
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function draw(
  { distribution, stream, parameters }: RandomDraw,
  size: number,
  step: number,
  streams: RunResources['streams'],
): Float32Array {
  // prettier-ignore
  const [first = 0, second] = parameters;
  switch (distribution) {
    case 'normal':
      return streams.normal(stream, step, size, first, second);
    case 'uniform':
      return streams.uniform(stream, step, size, first, second);
    case 'mask':
      return streams.mask(stream, step, size, first);
  }
}
