import {
  componentOption,
  defineComponent,
  Learner,
  learnerShape,
  stopGradient,
  type LabelledBatch,
  type LearnerContext,
  type LearnerParts,
  type MeasuredLoss,
  type MetricInput,
  type TensorBatch,
  type UnlabelledBatch,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The loss of scores against class numbers. */
  loss: componentOption('loss').describe('The loss of scores against class numbers.'),
  /** How sure the model must be of a guess that it learns from. Default: `0.95`. */
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe('How sure the model must be of a guess that it learns from.'),
  /** How much guesses count. Default: `1`. */
  guesses: z.number().min(0).default(1).describe('How much guesses count.'),
  /** The deviation of the noise on what is guessed from. Default: `0.05`. */
  weakNoise: z.number().min(0).default(0.05).describe('The deviation of the noise on what is guessed from.'),
  /** The deviation of the noise on what guesses are learnt for. Default: `0.3`. */
  strongNoise: z.number().min(0).default(0.3).describe('The deviation of the noise on what guesses are learnt for.'),
};

/** Options of {@link fixMatch}. */
export interface FixMatchOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof learnerShape>> {}

/** In training a part of each set, else labelled samples alone. */
interface FixMatchBatch extends TensorBatch {
  /** What has answers. */
  readonly labelled: { readonly input: tf.Tensor; readonly target: tf.Tensor };
  /** What has none. */
  readonly unlabelled: { readonly input: tf.Tensor };
}

/** Scores: of labelled samples, and in training of unlabelled ones with weak and with strong noise. */
type FixMatchOutput =
  tf.Tensor | { readonly labelled: tf.Tensor; readonly weak: tf.Tensor; readonly strong: tf.Tensor };

interface FixMatchParts extends LearnerParts, Omit<z.output<z.ZodObject<typeof shape>>, 'loss'> {}

/**
 * Learning from few answers and many samples without: what the model is sure of for a sample with weak noise is the answer for the same
 * sample with strong noise. With q the guess:
 *
 * ```math
 * L = L_{\text{labelled}} + \frac{λ}{n} \sum_i [\max_c q_{ic} ≥ τ] \, (−\log p_{i, \arg\max q_i})
 * ```
 *
 * The training data are two sets, `train: { labelled, unlabelled }`; validation, test and prediction take labelled samples alone.
 * `train/sure` is the part of guesses that count.
 *
 * @see Sohn et al., FixMatch: simplifying semi-supervised learning with consistency and confidence, 2020.
 */
export class FixMatch extends Learner<TensorBatch, FixMatchOutput> {
  private readonly settings: Omit<FixMatchParts, keyof LearnerParts>;

  /** Takes the parts. */
  constructor({ threshold, guesses, weakNoise, strongNoise, ...options }: FixMatchParts) {
    super(options);
    this.settings = { threshold, guesses, weakNoise, strongNoise };
  }

  /** Scores of what the batch has. */
  batchForward(batch: TensorBatch, { model, training, random }: LearnerContext): FixMatchOutput {
    if (!training) return model.apply((batch as UnlabelledBatch).input);
    const { labelled, unlabelled } = batch as FixMatchBatch;
    const noisy = (stream: string, deviation: number): tf.Tensor =>
      tf.add(unlabelled.input, random.normal(stream, unlabelled.input.shape, 0, deviation));
    return {
      labelled: model.apply(labelled.input),
      weak: model.apply(noisy('weak', this.settings.weakNoise)),
      strong: model.apply(noisy('strong', this.settings.strongNoise)),
    };
  }

  /** The loss of answers, and in training that of guesses. */
  computeLoss(output: FixMatchOutput, batch: TensorBatch, { loss, log }: LearnerContext): tf.Tensor | MeasuredLoss {
    if (output instanceof tf.Tensor) return loss(output, (batch as LabelledBatch).target);
    const { labelled } = batch as FixMatchBatch;
    const guesses = stopGradient(tf.softmax(output.weak));
    const sure = tf.cast(tf.greaterEqual(tf.max(guesses, 1), this.settings.threshold), 'float32');
    const answers = tf.oneHot(tf.argMax<tf.Tensor1D>(guesses, 1), guesses.shape[1]!);
    const entropies = tf.neg(tf.sum(tf.mul(answers, tf.logSoftmax(output.strong)), 1));
    const guessed = tf.mean(tf.mul(sure, entropies));
    log('sure', tf.mean(sure));
    log('guessed-loss', guessed);
    return tf.add(loss(output.labelled, labelled.target), tf.mul(this.settings.guesses, guessed));
  }

  /** The scores of labelled samples against their answers. */
  override metricInput(output: FixMatchOutput, batch: TensorBatch): MetricInput | undefined {
    if (output instanceof tf.Tensor) return super.metricInput(output, batch);
    return { prediction: output.labelled, target: (batch as FixMatchBatch).labelled.target };
  }
}

/**
 * Makes a {@link FixMatch} learner. Parts may be instances, or data that name a registered component.
 *
 * @throws `LML_INVALID_OPTIONS` if the model or the loss is missing, or a part is not of its kind.
 *
 * @example
 * ```ts
 * import { crossEntropy } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { fixMatch } from 'lml-plugin-showcase';
 *
 * const learner = fixMatch({ model: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 3 }), loss: crossEntropy() });
 * learner.trainingSteps(); // => undefined
 * ```
 */
export const fixMatch = defineComponent({
  kind: 'learner',
  name: 'fix-match',
  summary: 'Learning from few answers, and from guesses of which the model is sure.',
  schema: z.strictObject({ ...learnerShape, ...shape }),
  examples: [
    {
      model: { name: '@lml/models:mlp', inputSize: 3, hiddenSizes: [4], outputSize: 2 },
      loss: '@lml/losses:cross-entropy',
      threshold: 0.5,
    },
  ],
  conformance: {
    batch: {
      labelled: { input: { shape: [4, 3] }, target: { shape: [4], dtype: 'int32', high: 2 } },
      unlabelled: { input: { shape: [6, 3] } },
      input: { shape: [4, 3] },
      target: { shape: [4], dtype: 'int32', high: 2 },
    },
  },
  create: (options): FixMatch => new FixMatch(options),
});

declare module '@lml/core' {
  interface LearnerComponents {
    'fix-match': typeof fixMatch;
  }
  interface LearnerOptions {
    'fix-match': FixMatchOptions;
  }
}
