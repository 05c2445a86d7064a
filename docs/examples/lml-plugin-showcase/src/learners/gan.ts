import {
  componentOption,
  defineComponent,
  Learner,
  learnerShape,
  modelGroup,
  type LearnerContext,
  type MetricInput,
  type Model,
  type Optimizer,
  type Scheduler,
  type ShapeTree,
  type TrainingStep,
  type UnlabelledBatch,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const { data } = learnerShape;
const shape = {
  /** Makes samples of random numbers `[batch, latentSize]`. */
  generator: componentOption('model').describe('Makes samples of random numbers `[batch, latentSize]`.'),
  /** Tells real samples from made ones: one score a sample, `[batch, 1]`. */
  discriminator: componentOption('model').describe(
    'Tells real samples from made ones: one score a sample, `[batch, 1]`.',
  ),
  /** How many random numbers a sample is made of. */
  latentSize: z.int().min(1).describe('How many random numbers a sample is made of.'),
  /** The optimizer of the generator. */
  generatorOptimizer: componentOption('optimizer').describe('The optimizer of the generator.'),
  /** The optimizer of the discriminator. */
  discriminatorOptimizer: componentOption('optimizer').describe('The optimizer of the discriminator.'),
  /** The schedule of the generator. Default: none. */
  generatorScheduler: componentOption('scheduler').optional().describe('The schedule of the generator. Default: none.'),
  /** The schedule of the discriminator. Default: none. */
  discriminatorScheduler: componentOption('scheduler')
    .optional()
    .describe('The schedule of the discriminator. Default: none.'),
  /** The generator has its turn in each of so many batches. Default: `1`. */
  every: z.int().min(1).default(1).describe('The generator has its turn in each of so many batches.'),
};

/** Options of {@link gan}. */
export interface GanOptions
  extends z.input<z.ZodObject<typeof shape>>, Pick<z.input<z.ZodObject<typeof learnerShape>>, 'data'> {}

/** What a {@link Gan} is made of. */
interface GanParts
  extends z.output<z.ZodObject<typeof shape>>, Pick<z.output<z.ZodObject<typeof learnerShape>>, 'data'> {}

/**
 * A generative adversarial network with the loss that does not saturate: the discriminator learns to tell samples of the data from
 * made ones, the generator to make what passes. Each has its optimizer and its schedule, which counts its own updates.
 *
 * A batch is `{ input }`. Outputs, and predictions, are as many made samples as the batch has. Validation and test report how far the
 * means and the deviations of made and given samples are apart.
 *
 * @see Goodfellow et al., Generative adversarial nets, 2014.
 */
export class Gan extends Learner<UnlabelledBatch> {
  private readonly parts: GanParts;
  private readonly networks: { readonly generator: Model; readonly discriminator: Model };

  /** Takes the parts. */
  constructor(parts: GanParts) {
    const model = modelGroup({ generator: parts.generator, discriminator: parts.discriminator });
    super({ data: parts.data, model });
    this.parts = parts;
    this.networks = model.models;
  }

  /** That of the generator. */
  override get outputShape(): ShapeTree {
    return this.networks.generator.outputShape;
  }

  /** Made samples, as many as the batch has. */
  batchForward({ input }: UnlabelledBatch, { random }: LearnerContext): tf.Tensor {
    return this.networks.generator.apply(random.normal('latent', [input.shape[0], this.parts.latentSize]));
  }

  /** How far means and deviations of made and given samples are apart. */
  computeLoss(made: tf.Tensor, { input }: UnlabelledBatch): tf.Tensor {
    const [a, b] = [tf.moments(made, 0), tf.moments(input, 0)];
    const apart = tf.squaredDifference(tf.sqrt(a.variance), tf.sqrt(b.variance));
    return tf.add(tf.mean(tf.squaredDifference(a.mean, b.mean)), tf.mean(apart));
  }

  /** Nothing: made samples have no targets. */
  override metricInput(): MetricInput | undefined {
    return undefined;
  }

  /** First the discriminator learns, then the generator, of the same random numbers. */
  override trainingSteps(): readonly TrainingStep<UnlabelledBatch, tf.Tensor>[] {
    const { parts, networks } = this;
    const scores = (samples: tf.Tensor): tf.Tensor => networks.discriminator.apply(samples);
    const step = (name: 'generator' | 'discriminator', optimizer: Optimizer, scheduler: Scheduler | undefined) => ({
      name,
      optimizer,
      scheduler,
      parameters: (weight: string) => weight.startsWith(`${name}/`),
    });
    return [
      {
        ...step('discriminator', parts.discriminatorOptimizer, parts.discriminatorScheduler),
        computeLoss: (made, { input }) => tf.add(softplus(tf.neg(scores(input))), softplus(scores(made))),
      },
      {
        ...step('generator', parts.generatorOptimizer, parts.generatorScheduler),
        every: parts.every,
        computeLoss: (made) => softplus(tf.neg(scores(made))),
      },
    ];
  }
}

/** The mean of −log σ(−x). */
function softplus(scores: tf.Tensor): tf.Tensor {
  return tf.mean(tf.softplus(scores));
}

/**
 * Makes a {@link Gan} learner. Parts may be instances, or data that name a registered component.
 *
 * @throws `LML_INVALID_OPTIONS` if a part is missing or not of its kind.
 *
 * @example
 * ```ts
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 * import { gan } from 'lml-plugin-showcase';
 *
 * const learner = gan({
 *   latentSize: 2,
 *   generator: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 2 }),
 *   discriminator: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 1 }),
 *   generatorOptimizer: sgd({ lr: 0.1 }),
 *   discriminatorOptimizer: sgd({ lr: 0.1 }),
 * });
 * learner.trainingSteps()!.map(({ name }) => name); // => ['discriminator', 'generator']
 * ```
 */
export const gan = defineComponent({
  kind: 'learner',
  name: 'gan',
  summary: 'A generator and a discriminator, each with its optimizer and schedule.',
  schema: z.strictObject({ data, ...shape }),
  examples: [
    {
      latentSize: 2,
      generator: { name: '@lml/models:mlp', inputSize: 2, hiddenSizes: [4], outputSize: 3 },
      discriminator: { name: '@lml/models:mlp', inputSize: 3, hiddenSizes: [4], outputSize: 1 },
      generatorOptimizer: '@lml/optimizers:adam',
      discriminatorOptimizer: { name: '@lml/optimizers:sgd', lr: 0.1 },
    },
  ],
  conformance: { batch: { input: { shape: [4, 3] } } },
  create: (options): Gan => new Gan(options),
});

declare module '@lml/core' {
  interface LearnerComponents {
    gan: typeof gan;
  }
  interface LearnerOptions {
    gan: GanOptions;
  }
}
