import type { StateSpec, StepContext } from '@lml/core';
import { checkStateShape, declaredState, hyperNumber, streamNames, type Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { RandomDraw } from '../graph/graph.js';
import type { Recorder } from './recorder.js';

/** The context of a step that is traced. */
export interface TraceContext {
  /** What the step sees. */
  readonly context: StepContext;
  /** What it wrote, by name. */
  readonly writes: ReadonlyMap<string, tf.Tensor>;
  /** Frees what was kept for the length of the step. */
  release(): void;
}

/** Creates the context of a step while it is traced: state, numbers by name and random numbers are inputs of the graph. */
export function createTraceContext(
  step: Step,
  state: readonly StateSpec[],
  given: Readonly<Record<string, number>>,
  recorder: Recorder,
): TraceContext {
  const specs = new Map(state.map((spec) => [spec.name, spec]));
  const writes = new Map<string, tf.Tensor>();
  const reads = new Map<string, tf.Tensor>();
  const hypers = new Map<string, tf.Scalar>();
  const kept: tf.Tensor[] = [];
  const unique = streamNames(step.stage);
  const draw = (shape: readonly number[], distribution: RandomDraw['distribution'], stream: string, parameters: number[]) => // prettier-ignore
      recorder.outside({ shape, dtype: 'float32' }, { kind: 'random', draw: { distribution, stream: unique(stream), parameters } }); // prettier-ignore
  const keep = <T extends tf.Tensor>(value: T): T => {
    kept.push(tf.keep(value));
    return value;
  };
  const readBefore = (name: string): tf.Tensor => {
    const { shape, dtype } = declaredState(specs, name);
    const known = reads.get(name);
    if (known !== undefined) return known;
    const tensor = keep(recorder.outside({ shape, dtype }, { kind: 'state', name }));
    reads.set(name, tensor);
    return tensor;
  };
  const context: StepContext = {
    stage: step.stage,
    training: step.training,
    names: [...specs.keys()],
    random: {
      normal: (stream, shape, mean = 0, deviation = 1) => draw(shape, 'normal', stream, [mean, deviation]),
      uniform: (stream, shape, low = 0, high = 1) => draw(shape, 'uniform', stream, [low, high]),
      mask: (stream, shape, dropProbability) => draw(shape, 'mask', stream, [dropProbability]),
    },
    read: (name) => writes.get(name) ?? readBefore(name),
    readBefore,
    write: (name, value) => {
      const spec = declaredState(specs, name);
      checkStateShape(spec, value.shape);
      writes.set(name, keep(value.dtype === spec.dtype ? value.clone() : value.cast(spec.dtype)));
    },
    hyper: (name, initial, dtype = 'float32') => {
      const known = hypers.get(name);
      if (known !== undefined) return known;
      hyperNumber(given, name, initial);
      const scalar = keep(recorder.outside({ shape: [], dtype }, { kind: 'hyper', name, initial }) as tf.Scalar);
      hypers.set(name, scalar);
      return scalar;
    },
    keep,
  };
  return { context, writes, release: () => void tf.dispose(kept) };
}
