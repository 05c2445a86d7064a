import type * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import type { StateEntry } from '../steps/state.js';

/** What a predictor may use in a step. */
export interface PredictorContext {
  /** Its own state, under the name that {@link Predictor.state} gives it. */
  read(name: string): tf.Tensor;
}

/**
 * The downstream task: turns a model's raw outputs into predictions. It never touches training, so a model trained in one
 * way can be used in another by giving it another predictor.
 */
export interface Predictor {
  /** Its name. */
  readonly name: string;
  /** Predictions from outputs, samples along the first axis. Pure, in TensorFlow.js ops. */
  predict(output: tf.Tensor, context: PredictorContext): tf.Tensor;
  /** Learns from the outputs for training data and their targets, where the task needs that. */
  fit?(outputs: NdArray, targets: NdArray): void | Promise<void>;
  /** What it has learnt, for the engine and the checkpoint; `undefined` while it has not been fitted. */
  state?(): readonly StateEntry[] | undefined;
  /** Takes over what a checkpoint holds. */
  load?(state: Readonly<Record<string, NdArray>>): void;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Predictor}. */
    predictor: Predictor;
  }
}
