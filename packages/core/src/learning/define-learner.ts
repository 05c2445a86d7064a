import type * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { ShapeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import type { MeasuredLoss } from './measure-loss.js';
import type { MetricInput, MetricView } from './metric.js';
import type { Model } from './model.js';
import { ownedState, type StateDeclaration } from './owned-state.js';
import { Learner, type LearnerContext, type LearnerParts, type TrainingStep } from './learner.js';

/** A learning paradigm: how a batch becomes outputs, and outputs a loss. */
export interface LearnerDefinition<Batch extends TensorBatch, Output extends TensorTree> {
  /** Outputs from a batch. */
  batchForward(batch: Batch, context: LearnerContext): Output;
  /** The loss, a scalar, from outputs and the batch. */
  computeLoss(output: Output, batch: Batch, context: LearnerContext): tf.Tensor | MeasuredLoss;
  /** The shapes of what `batchForward` gives for validation, once the model is built. Default: those of the model. */
  readonly outputShape?: ((model: Model) => ShapeTree) | undefined;
  /** What metrics are shown. Default: the output as prediction, and all of the batch but its input. */
  metricInput?(output: Output, batch: Batch, on: MetricView['on']): MetricInput | undefined;
  /** The steps that take turns on each training batch. Default: one, over all trainable weights. */
  trainingSteps?(): readonly TrainingStep<Batch, Output>[];
  /** Weights of the learner's own, trained with the model's: a temperature. Read by `context.read`. */
  readonly weights?: StateDeclaration['weights'];
  /** What it keeps and does not train, such as a queue. Written by `context.write`. */
  readonly buffers?: StateDeclaration['buffers'];
}

/**
 * A learning paradigm as two functions instead of a class.
 *
 * @example
 * ```ts
 * import { defineLearner, type UnlabelledBatch } from '@lml/core';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const denoising = defineLearner<UnlabelledBatch>({
 *   batchForward({ input }, { model, random }) {
 *     return model.apply(tf.add(input, random.normal('noise', input.shape, 0, 0.1)));
 *   },
 *   computeLoss(output, { input }, { loss, log }) {
 *     const value = loss(output, input);
 *     log('reconstruction', value);
 *     return value;
 *   },
 * });
 * const learner = denoising({ model: mlp({ inputSize: 4, hiddenSizes: [2], outputSize: 4 }), loss: mse() });
 * Object.keys(learner.metrics); // => []
 * ```
 */
export function defineLearner<Batch extends TensorBatch, Output extends TensorTree = tf.Tensor>(
  definition: LearnerDefinition<Batch, Output>,
): (options: LearnerParts) => Learner<Batch, Output> {
  const given: Partial<typeof definition> | undefined = definition;
  for (const name of ['batchForward', 'computeLoss'] as const) {
    if (typeof given?.[name] === 'function') continue;
    throw new InvalidArgumentError(name, 'a function of the definition of a learner', given?.[name]);
  }
  class Defined extends Learner<Batch, Output> {
    constructor(options: LearnerParts) {
      super(options);
      const { weights, buffers } = definition;
      if (weights !== undefined || buffers !== undefined)
        ({ state: this.state, load: this.load } = ownedState({ weights, buffers }));
    }
    batchForward(batch: Batch, context: LearnerContext): Output {
      return definition.batchForward(batch, context);
    }
    computeLoss(output: Output, batch: Batch, context: LearnerContext): tf.Tensor | MeasuredLoss {
      return definition.computeLoss(output, batch, context);
    }
    override metricInput(output: Output, batch: Batch, on: MetricView['on'] = 'output'): MetricInput | undefined {
      return definition.metricInput === undefined
        ? super.metricInput(output, batch, on)
        : definition.metricInput(output, batch, on);
    }
    override trainingSteps(): readonly TrainingStep<Batch, Output>[] | undefined {
      return definition.trainingSteps?.();
    }
  }
  const { outputShape } = definition;
  if (outputShape === undefined) return (options) => new Defined(options);
  // Only such a learner is taken at its word about what it gives: see checkHeads.
  class DefinedWithShape extends Defined {
    override get outputShape(): ShapeTree {
      return outputShape!(this.model);
    }
  }
  return (options) => new DefinedWithShape(options);
}
