import {
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  type HostBatch,
  type HostValue,
  type NdArray,
  type RandomGenerator,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The number of classes. */
  numClasses: z.int().min(2).describe('The number of classes.'),
  /** Both parameters of the beta distribution from which the share is drawn; small ones mix little. Default: `0.2`. */
  alpha: z
    .number()
    .gt(0)
    .default(0.2)
    .describe('Both parameters of the beta distribution from which the share is drawn; small ones mix little.'),
};

/** Options of {@link mixup}. */
export interface MixupOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Mixes each sample of a batch with another one of it: with a share λ from Beta(α, α), one for the batch, inputs become
 * $`λ x_i + (1 − λ) x_j`$, and targets, numbers of classes, the same mixture of probabilities, float32 `[batch, numClasses]`. What else is
 * in a batch stays that of sample i.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run for targets that are no numbers of classes, and for samples with weights, since a mixture
 * would need two of them.
 *
 * @see Zhang, Cissé, Dauphin and Lopez-Paz, mixup: beyond empirical risk minimization, 2018.
 *
 * @example
 * ```ts
 * import { ndArray, RandomStreams, type NdArray } from '@lml/core';
 * import { mixup } from 'lml-plugin-showcase';
 *
 * const batch = { input: ndArray([[0], [1]]), target: ndArray(Int32Array.of(0, 1)) };
 * const context = { epoch: 0, random: (stream: string) => new RandomStreams(0).at(stream, 0) };
 * const mixed = await mixup({ numClasses: 2 }).applyBatch!(batch, context);
 * (mixed['target'] as NdArray).shape; // => [2, 2]
 * ```
 */
export const mixup = defineComponent({
  kind: 'transform',
  name: 'mixup',
  summary: 'Mixes samples of a batch, and their targets as probabilities.',
  schema: z.strictObject(shape),
  examples: [{ numClasses: 3 }, { numClasses: 2, alpha: 1 }],
  conformance: {
    sample: {
      input: { dtype: 'float32', shape: [2], data: Float32Array.of(0.25, -1) },
      target: { dtype: 'int32', shape: [], data: Int32Array.of(1) },
    },
  },
  create: ({ numClasses, alpha }): Transform => ({
    applyBatch(batch, { random }) {
      const { input, target, weight } = batch;
      if (weight !== undefined) throw new InvalidArgumentError('weight', 'left out where samples are mixed', weight);
      if (input === undefined || !isNdArray(target) || target.shape.length !== 1)
        throw new InvalidArgumentError('the batch', 'input, and a target of one class number a sample', batch);
      const others = Int32Array.from({ length: target.shape[0]! }, (_, row) => row);
      random('others').shuffle(others);
      const share = beta(random('share'), alpha);
      return { ...batch, input: mixed(input, others, share), target: mixed(oneHot(target, numClasses), others, share) };
    },
  }),
});

/** Each row of arrays, mixed with another one. */
function mixed(value: HostValue, others: Int32Array, share: number): HostValue {
  if (Array.isArray(value)) throw new InvalidArgumentError('input', 'numbers, which can be mixed', value);
  if (!isNdArray(value))
    return Object.fromEntries(
      Object.entries(value as HostBatch).map(([name, part]) => [name, mixed(part, others, share)]),
    );
  const { shape: sizes, data } = value as NdArray<'float32'>;
  const size = data.length / others.length;
  const mixture = Float32Array.from({ length: data.length }, (_, at) => {
    const other = others[Math.floor(at / size)]! * size + (at % size);
    return share * Number(data[at]) + (1 - share) * Number(data[other]);
  });
  return { dtype: 'float32', shape: sizes, data: mixture };
}

function oneHot({ data }: NdArray, numClasses: number): NdArray {
  const rows = new Float32Array(data.length * numClasses);
  for (let row = 0; row < data.length; row++) {
    const index = Number(data[row]);
    if (!Number.isInteger(index) || index < 0 || index >= numClasses)
      throw new InvalidArgumentError('target', `whole numbers from 0 to ${numClasses - 1}`, data[row]);
    rows[row * numClasses + index] = 1;
  }
  return { dtype: 'float32', shape: [data.length, numClasses], data: rows };
}

/** A draw from Beta(α, α), as a share of two draws from gamma distributions. */
function beta(draw: RandomGenerator, alpha: number): number {
  const [first, second] = [logGamma(draw, alpha), logGamma(draw, alpha)];
  return 1 / (1 + Math.exp(second - first));
}

/** The logarithm of a draw from Gamma(α): Marsaglia and Tsang 2000. Small α give numbers that only their logarithms tell apart. */
function logGamma(draw: RandomGenerator, alpha: number): number {
  if (alpha < 1) return logGamma(draw, alpha + 1) + Math.log(1 - draw.uniform()) / alpha;
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = draw.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - draw.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

declare module '@lml/core' {
  interface TransformComponents {
    mixup: typeof mixup;
  }
  interface TransformOptions {
    mixup: MixupOptions;
  }
}
