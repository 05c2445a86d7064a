import {
  Learner,
  componentOption,
  defineComponent,
  learnerShape,
  type ContrastiveBatch,
  type LearnerConfig,
  type LearnerContext,
  type MetricInput,
  type TensorTree,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { requiredPart } from '../shared/batch-parts.js';
import { exampleModel } from '../shared/example-model.js';
import { singleOutput } from '../shared/single-output.js';

const shape = {
  /** How well two views of the same samples fit together. Needed to train and to evaluate. */
  loss: componentOption('loss')
    .optional()
    .describe('How well two views of the same samples fit together. Needed to train and to evaluate.'),
};

/** Options of {@link contrastive}. */
export interface ContrastiveOptions extends LearnerConfig, z.input<z.ZodObject<typeof shape>> {}

/**
 * Learning without answers, from pairs: the model maps a sample and another view of it, and the loss is
 * `loss(model(input), model(positive))`. A contrastive loss such as NT-Xent draws the two together and pushes the other
 * samples of the batch away. Both views go through one model with the same weights, one after the other, so batch
 * normalisation takes its statistics from each view by itself, and dropout draws anew for each.
 *
 * A batch is `{ input, positive }`, with row i of both from the same sample, each one tensor or what else the model takes; outputs are embeddings, `[batch, features]`.
 * To predict, `input` alone is enough, so that a model trained in this way can be applied to labelled or unlabelled data
 * and given a downstream task: `learner.predictor = kNearestNeighbours()`.
 *
 * There are no targets, so metrics see nothing ({@link Contrastive.metricInput}); a subclass may show them something.
 *
 * @see Chen, Kornblith, Norouzi and Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations;
 * Hadsell, Chopra and LeCun 2006, Dimensionality Reduction by Learning an Invariant Mapping.
 *
 * @throws `LML_INVALID_ARGUMENT` from a step whose batch lacks `input` or, outside prediction, `positive`;
 * `LML_INCOMPLETE_LEARNER` from a step that needs the loss where none was given; `LML_UNSUPPORTED_MODEL` for a model with
 * several outputs.
 *
 * @example
 * ```ts
 * import { Contrastive } from '@lml/learners';
 * import { ntXent } from '@lml/losses';
 * import { mlp } from '@lml/models';
 *
 * const learner = new Contrastive({ model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 2 }), loss: ntXent() });
 * learner.metrics; // => {}
 * ```
 */
export class Contrastive<Input extends TensorTree = tf.Tensor> extends Learner<ContrastiveBatch<Input>> {
  /** The embeddings of `input`. */
  batchForward(batch: ContrastiveBatch<Input>, { model }: LearnerContext): tf.Tensor {
    return singleOutput(model, requiredPart(batch, 'input', 'The model is applied to it.'));
  }

  /** The loss of the embeddings of `input` against those of `positive`. */
  computeLoss(output: tf.Tensor, batch: ContrastiveBatch<Input>, { model, loss }: LearnerContext): tf.Tensor {
    const positive = requiredPart(
      batch,
      'positive',
      'Contrastive learning needs a second view of each sample: use a dataset whose samples have input and positive.',
    );
    return loss(output, singleOutput(model, positive));
  }

  /** Nothing: embeddings have no targets to be compared with. */
  override metricInput(_output: tf.Tensor, _batch: ContrastiveBatch<Input>): MetricInput | undefined {
    return undefined;
  }
}

/**
 * Makes a {@link Contrastive} learner: `loss(model(input), model(positive))`. Parts may be instances, or data that name a
 * registered component. `metrics` must stay empty: there are no targets that they could compare with.
 *
 * @throws `LML_INVALID_OPTIONS` if the model is missing, a part is not of its kind, or metrics are given;
 * `LML_UNKNOWN_COMPONENT` if a part is named that nobody registered.
 *
 * @example
 * ```ts
 * import { contrastive } from '@lml/learners';
 * import '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { kNearestNeighbours } from '@lml/predictors';
 *
 * const learner = contrastive({
 *   model: mlp({ inputSize: 10, hiddenSizes: [32], outputSize: 8 }),
 *   loss: { name: 'nt-xent', temperature: 0.1 },
 * });
 * learner.predictor = kNearestNeighbours({ k: 3 }); // what the embeddings are used for afterwards
 * learner.predictor.name; // => 'k-nearest-neighbours'
 * ```
 */
export const contrastive = defineComponent({
  kind: 'learner',
  name: 'contrastive',
  summary: 'Learning from pairs: the loss of the embeddings of one view against those of another.',
  schema: z.strictObject({ ...learnerShape, ...shape }).superRefine(({ metrics = [] }, context) => {
    if (Object.keys(metrics).length === 0) return;
    context.addIssue({
      code: 'custom',
      path: ['metrics'],
      message:
        'must be left out: without targets there is nothing to compare embeddings with. ' +
        'Judge them by a downstream task, or extend the class Contrastive and give metricInput.',
    });
  }),
  examples: [{ model: exampleModel() }],
  create: (options): Contrastive => new Contrastive(options),
});
