import {
  Learner,
  componentOption,
  defineComponent,
  learnerShape,
  type LabelledBatch,
  type LearnerConfig,
  type LearnerContext,
  type MetricInput,
  type MetricView,
  type ShapeTree,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { alignOutput } from '../shared/align-output.js';
import { requiredPart } from '../shared/batch-parts.js';
import { exampleModel } from '../shared/example-model.js';

const shape = {
  /** How far an output is from its target. Needed to train and to evaluate. */
  loss: componentOption('loss')
    .optional()
    .describe('How far an output is from its target. Needed to train and to evaluate.'),
};

/** Options of {@link supervised}. */
export interface SupervisedOptions extends LearnerConfig, z.input<z.ZodObject<typeof shape>> {}

/**
 * Learning from right answers: the loss is `loss(model(input), target)`, or `loss(model(input), target, weight)` where
 * batches have a `weight` for each sample, `[batch]`.
 *
 * A batch is `{ input, target, weight? }` with samples along the first axis; each may be a list or record of tensors, for models
 * with several inputs or outputs. What shape and type outputs and target have is for the loss to say. Where the target lacks a last
 * axis of one entry that the output has (`[batch]` against `[batch, 1]`, a model with one output), the output is taken without it.
 * `input` alone is enough to predict; and to train, with a loss that takes no target: one of the embeddings of triplets that a model with three
 * inputs gives, say. Metrics see the model's output, the target and the weight.
 *
 * {@link supervised} makes one from options that may be data; extend this class to change a part of it.
 *
 * @throws `LML_INVALID_ARGUMENT` from a step whose batch lacks `input` or, outside prediction, `target`;
 * `LML_INCOMPLETE_LEARNER` from a step that needs the loss where none was given.
 *
 * @example
 * ```ts
 * import type { LabelledBatch, LearnerContext } from '@lml/core';
 * import { Supervised } from '@lml/learners';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // Noise on the inputs, in training only.
 * class Noisy extends Supervised {
 *   override batchForward(batch: LabelledBatch, context: LearnerContext): tf.Tensor {
 *     const noise = context.random.normal('input-noise', batch.input.shape, 0, 0.1);
 *     return super.batchForward(context.training ? { ...batch, input: tf.add(batch.input, noise) } : batch, context);
 *   }
 * }
 * const learner = new Noisy({ model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 1 }), loss: mse() });
 * learner instanceof Supervised; // => true
 * ```
 */
export class Supervised<
  Input extends TensorTree = tf.Tensor,
  Target extends TensorTree = tf.Tensor,
  Output extends TensorTree = tf.Tensor,
> extends Learner<LabelledBatch<Input, Target>, Output> {
  /** Those of the model. */
  override get outputShape(): ShapeTree {
    return this.model.outputShape;
  }

  /** The model's output for `input`. */
  batchForward(batch: LabelledBatch<Input, Target>, { model }: LearnerContext): Output {
    return model.apply<Output>(requiredPart<Input>(batch, 'input', 'The model is applied to it.'));
  }

  /** The loss of the output against `target`. */
  computeLoss(output: Output, batch: LabelledBatch<Input, Target>, { loss }: LearnerContext): tf.Tensor {
    const { weight } = batch as TensorBatch;
    if (loss.withoutTarget === true) return loss(output, undefined, weight);
    const target = requiredPart<Target>(
      batch,
      'target',
      'Supervised learning needs the right answers: use a dataset whose samples have input and target. A loss that needs none says so: withoutTarget: true.',
    );
    const aligned = alignOutput(output, target);
    return weight === undefined ? loss(aligned, target) : loss(aligned, target, weight);
  }

  /** The output against `target`, as the loss sees them; predictors are given the output as it is. */
  override metricInput(
    output: Output,
    batch: LabelledBatch<Input, Target>,
    on: MetricView['on'] = 'output',
  ): MetricInput | undefined {
    const input = super.metricInput(output, batch);
    if (input?.target === undefined || on === 'prediction') return input;
    return { ...input, prediction: alignOutput(input.prediction, input.target) };
  }
}

/**
 * Makes a {@link Supervised} learner: `loss(model(input), target)` with an optional weight for each sample. Parts may be
 * instances, or data that name a registered component.
 *
 * @throws `LML_INVALID_OPTIONS` if the model is missing, or a part is not of its kind; `LML_UNKNOWN_COMPONENT` if a part
 * is named that nobody registered.
 *
 * @example
 * ```ts
 * import { supervised } from '@lml/learners';
 * import '@lml/losses';
 * import '@lml/metrics';
 * import { mlp } from '@lml/models';
 * import '@lml/optimizers';
 *
 * const learner = supervised({
 *   model: mlp({ inputSize: 10, hiddenSizes: [32], outputSize: 3 }),
 *   loss: 'cross-entropy',
 *   optimizer: { name: 'adam', lr: 1e-3 },
 *   metrics: ['accuracy'],
 * });
 * learner.optimizer?.base.lr; // => 0.001
 * Object.keys(learner.metrics); // => ['accuracy']
 * ```
 */
export const supervised = defineComponent({
  kind: 'learner',
  name: 'supervised',
  summary: 'Learning from right answers: the loss of the output against the target.',
  schema: z.strictObject({ ...learnerShape, ...shape }),
  examples: [{ model: exampleModel() }],
  create: (options): Supervised => new Supervised(options),
});
