import {
  componentOption,
  defineComponent,
  fromLayers,
  InvalidArgumentError,
  Learner,
  learnerShape,
  type LearnerConfig,
  type LearnerContext,
  type Model,
  type TensorBatch,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { TripletEmbeddings } from '../losses/triplet-ratio.js';

const shape = {
  /** What three embeddings should be like. Needed to train and to evaluate. */
  loss: componentOption('loss')
    .optional()
    .describe('What three embeddings should be like. Needed to train and to evaluate.'),
};

/** Options of {@link triplets}. */
export interface TripletsOptions extends LearnerConfig, z.input<z.ZodObject<typeof shape>> {}

const PARTS = ['anchor', 'positive', 'negative'] as const;

/** A learner of triplets: see {@link triplets}. */
export class Triplets extends Learner<TensorBatch, TripletEmbeddings> {
  /** The embeddings of the three, by one pass through the model. */
  batchForward(batch: TensorBatch, { model }: LearnerContext): TripletEmbeddings {
    const inputs = PARTS.map((part) => {
      const input = batch[part];
      if (input instanceof tf.Tensor) return input;
      throw new InvalidArgumentError('batch', `a record with a tensor '${part}'`, batch);
    });
    const [anchor, positive, negative] = tf.split(model.apply(tf.concat(inputs)), 3);
    return { anchor: anchor!, positive: positive!, negative: negative! };
  }

  /** The loss of the three embeddings. */
  computeLoss(output: TripletEmbeddings, _batch: TensorBatch, { loss }: LearnerContext): tf.Tensor {
    return loss(output);
  }

  /** Nothing: there are no targets. */
  override metricInput(): undefined {
    return undefined;
  }
}

/**
 * Learning from triplets `{ anchor, positive, negative }`: one model embeds all three, and the loss is given the record of the embeddings,
 * without a target.
 *
 * @throws `LML_INVALID_ARGUMENT` from a step whose batch lacks one of the three.
 */
export const triplets = defineComponent({
  kind: 'learner',
  name: 'triplets',
  summary: 'Learning from triplets: the loss of three embeddings by one model.',
  schema: z.strictObject({ ...learnerShape, ...shape }),
  examples: [{ model: exampleModel(), loss: 'triplet-ratio' }],
  conformance: {
    batch: { anchor: { shape: [4, 3] }, positive: { shape: [4, 3] }, negative: { shape: [4, 3] } },
  },
  create: (options): Triplets => new Triplets(options),
});

/** A model for the example: three numbers in, two out. */
function exampleModel(): Model {
  return fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
}

declare module '@lml/core' {
  interface LearnerComponents {
    triplets: typeof triplets;
  }
  interface LearnerOptions {
    triplets: TripletsOptions;
  }
}
