import type * as tf from '@tensorflow/tfjs';

import type { EngineArray } from '../data/computed-array.js';
import type { NdArray } from '../data/nd-array.js';
import { requirePart } from '../data/value-tree.js';
import type { StepRandom } from '../steps/step-context.js';
import type { StateEntry } from '../steps/state.js';
import { isTensor, requireTensor, type TensorTree, type ValueTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import type { ScoreScale } from './loss.js';
import type { Model } from './model.js';

/** Predictions on the host: an array, or a list or record of arrays, samples along the first axis. */
export type Predicted = ValueTree<EngineArray>;

/** What a predictor may use in a step. */
export interface PredictorContext {
  /** The model, to be applied again: to generate, say. */
  readonly model: Model;
  /** The batch that is predicted, with its input: a prompt that is gone on with, lengths. */
  readonly batch: TensorBatch;
  /** Random streams. */
  readonly random: StepRandom;
  /** Its own state, under the name that {@link Predictor.state} gives it. */
  read(name: string): tf.Tensor;
}

/** What is known of samples where their predictions are decoded. */
export interface DecodeContext {
  /** The samples' `metadata`, one for each. */
  readonly metadata?: readonly unknown[] | undefined;
  /** The names of the classes, where the dataset says them. */
  readonly classNames?: readonly string[] | undefined;
}

/** What a predictor is fitted to: arrays, or where it takes several outputs trees of them. */
export type FittedTo<Output extends TensorTree> = [Output] extends [tf.Tensor] ? NdArray : ValueTree<NdArray>;

/**
 * The downstream task: turns a model's raw outputs into predictions. It never touches training, so a model trained in one
 * way can be used in another by giving it another predictor.
 */
export interface Predictor<Output extends TensorTree = tf.Tensor, Prediction extends TensorTree = tf.Tensor> {
  /** Its name. */
  readonly name: string;
  /** Of several outputs the one that it predicts from: `'kind'`, `'boxes.0'`. Default: all there is. */
  readonly head?: string | undefined;
  /** Of several outputs those that it predicts from, where it names several. Default: its `head`. */
  readonly heads?: readonly string[] | undefined;
  /** Whether it takes lists and records of tensors. Default: it takes one tensor. */
  readonly trees?: boolean | undefined;
  /** What its predictions are where they are scores of classes, for metrics that look at predictions. Default: not known. */
  readonly scores?: ScoreScale | undefined;
  /** Predictions from outputs, samples along the first axis. Pure, in TensorFlow.js ops. */
  predict(output: Output, context: PredictorContext): Prediction;
  /** Targets in the units of predictions, for metrics that compare the two. Default: they are. */
  target?(target: TensorTree): TensorTree;
  /** A plain record for each sample, ready for JSON: `{ label, probability }`. Default: the sample's numbers. */
  decode?(prediction: Predicted, context: DecodeContext): readonly unknown[];
  /**
   * Learns from outputs and their targets, where the task needs that, of the output that it looks at: each one array, or where it takes
   * `trees` what there is. A project calls it at the end of training, and keeps what was learnt beside the checkpoint.
   */
  fit?(outputs: FittedTo<Output>, targets: FittedTo<Output>): void | Promise<void>;
  /** The data that it learns from. Default `'train'`. What calibrates takes data that were not trained on. */
  readonly fitOn?: 'train' | 'validation' | undefined;
  /** What it has learnt, for the engine and the checkpoint; `undefined` while it has not been fitted. */
  state?(): readonly StateEntry[] | undefined;
  /** Takes over what a checkpoint holds. */
  load?(state: Readonly<Record<string, NdArray>>): void;
}

/** A predictor of whatever it takes. */
export type AnyPredictor = Predictor<TensorTree, TensorTree>;

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Predictor}. */
    predictor: AnyPredictor;
  }
}

/**
 * Predictions of a predictor: from the output that it looks at.
 *
 * @throws `LML_INVALID_ARGUMENT` for a head that is not there, and where a predictor of one tensor would be given several.
 */
export function runPredictor(predictor: AnyPredictor, output: TensorTree, context: PredictorContext): TensorTree {
  const { name, head, trees = false } = predictor;
  const looked =
    head === undefined ? output : requirePart(`The output of the predictor '${name}'`, output, head, isTensor);
  return predictor.predict(
    trees ? looked : requireTensor(`the predictor '${name}'`, 'output', looked, predictsFromOne),
    context,
  );
}

function predictsFromOne(keys: readonly string[]): string {
  return `Say which output the predictor predicts from: head: '${keys[0] ?? ''}'.`;
}
