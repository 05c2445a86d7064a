import type { RandomStreams } from '@lml/core';
import { hyperNumber, type StepInput } from '@lml/core/engine';

import { sizeOfShape, type GraphData, type GraphSource, type GraphValue, type RandomDraw } from '../graph/graph.js';
import type { FedPart } from './batch-parts.js';
import { allocateData } from './host-data.js';

/** Returns the numbers of an input of a graph for a call: the same array wherever that can be, so that a target may keep what it made of it. */
export type Feeder = (parts: readonly FedPart[], input: StepInput) => GraphData;

/** Creates the feeder of an input, for batches whose parts come in that order. */
export function createFeeder(value: GraphValue, parts: readonly FedPart[], streams: RandomStreams): Feeder {
  const { dtype, shape } = value;
  const source = value.source as Exclude<GraphSource, { kind: 'state' | 'constant' }>;
  switch (source.kind) {
    case 'batch': {
      const position = parts.findIndex(({ path }) => samePath(path, source.path));
      return (given) => given[position]!.data;
    }
    case 'hyper': {
      const { name, initial } = source;
      // One array for all calls: each call is over before the next begins.
      const data = allocateData(dtype, 1);
      return (_parts, { hyper = {} }) => {
        data[0] = hyperNumber(hyper, name, initial);
        return data;
      };
    }
    case 'random': {
      const size = sizeOfShape(shape);
      return (_parts, { step }) => draw(source.draw, size, step, streams);
    }
  }
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function draw(draws: RandomDraw, size: number, step: number, streams: RandomStreams): Float32Array {
  const { distribution, stream, parameters } = draws;
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
