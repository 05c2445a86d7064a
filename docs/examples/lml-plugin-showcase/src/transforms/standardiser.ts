import {
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  mapTree,
  NotFittedError,
  type NdArray,
  type Sample,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The parts of samples that are scaled. Default: `['input', 'target']`. */
  keys: z
    .array(z.string())
    .min(1)
    .readonly()
    .default(['input', 'target'])
    .describe('The parts of samples that are scaled.'),
};

/** Options of {@link standardiser}. */
export interface StandardiserOptions extends z.input<z.ZodObject<typeof shape>> {}

/** Mean and standard deviation of each number of a part. */
interface Moments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Scales each number of inputs and targets to mean 0 and standard deviation 1, as the training samples (of each fold) have them;
 * what never changes is only shifted. Where targets are scaled, predictions come back in the units of the data.
 *
 * @throws `LML_INVALID_ARGUMENT` for parts that are no numbers; `LML_NOT_FITTED` before `fit` and `load`.
 *
 * @see scikit-learn's `StandardScaler`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { standardiser } from 'lml-plugin-showcase';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1], [3]]), target: ndArray([10, 30]) }));
 * const data = new DataModule({ train: dataset, transforms: { all: [standardiser()] } });
 * await data.setup();
 * data.transformState()['transform/all/0/target/mean']!.data; // => Float64Array.of(20)
 * data.invertTargets(tf.tensor1d([-1, 0, 2])); // => [10, 20, 40]
 * ```
 */
export const standardiser = defineComponent({
  kind: 'transform',
  name: 'standardiser',
  summary: 'Scales inputs and targets to mean 0 and standard deviation 1.',
  schema: z.strictObject(shape),
  examples: [{}, { keys: ['input'] }],
  create({ keys }): Transform {
    let learnt: ReadonlyMap<string, Moments> | undefined;
    const known = (): ReadonlyMap<string, Moments> => {
      if (learnt !== undefined) return learnt;
      throw new NotFittedError('The transform standardiser has learnt nothing yet. Train first, or load a checkpoint.');
    };
    return {
      apply: (sample) => ({
        ...sample,
        ...Object.fromEntries([...known()].map(([key, moments]) => [key, scaled(arrayOf(sample, key), moments)])),
      }),
      async fit(samples) {
        const rows = new Map(keys.map((key) => [key, new Array<number[]>()]));
        for await (const sample of samples)
          for (const [key, values] of rows)
            values.push(Array.from(arrayOf(sample, key).data as ArrayLike<number>, Number));
        learnt = new Map([...rows].map(([key, values]) => [key, momentsOf(values)]));
      },
      state: () =>
        learnt &&
        Object.fromEntries(
          [...learnt].flatMap(([key, { mean, deviation }]) => [
            [`${key}/mean`, { dtype: 'float64' as const, shape: [mean.length], data: mean }],
            [`${key}/deviation`, { dtype: 'float64' as const, shape: [deviation.length], data: deviation }],
          ]),
        ),
      load(state) {
        learnt = new Map(
          keys.map((key) => [
            key,
            {
              mean: state[`${key}/mean`]!.data as Float64Array,
              deviation: state[`${key}/deviation`]!.data as Float64Array,
            },
          ]),
        );
      },
      ...(keys.includes('target') && {
        invert(prediction) {
          const { mean, deviation } = known().get('target')!;
          return mapTree(prediction, (value) => tf.add(tf.mul(value, tensorOf(deviation)), tensorOf(mean)));
        },
      }),
    };
  },
});

/** One number for all, or one for each place of the last axis. */
function tensorOf(values: Float64Array): tf.Tensor {
  return values.length === 1 ? tf.scalar(values[0]!) : tf.tensor1d(Float32Array.from(values));
}

function arrayOf(sample: Sample, key: string): NdArray {
  const value = sample[key];
  if (typeof value === 'number') return { dtype: 'float32', shape: [], data: Float32Array.of(value) };
  if (isNdArray(value) && value.dtype !== 'string') return value;
  throw new InvalidArgumentError(`'${key}' of a sample`, 'a number or an array of numbers', value);
}

function scaled({ shape: sizes, data }: NdArray, { mean, deviation }: Moments): NdArray {
  const values = Float32Array.from(
    data as ArrayLike<number>,
    (value, at) => (Number(value) - mean[at]!) / deviation[at]!,
  );
  return { dtype: 'float32', shape: sizes, data: values };
}

function momentsOf(rows: readonly (readonly number[])[]): Moments {
  const size = rows[0]?.length ?? 0;
  const mean = Float64Array.from(
    { length: size },
    (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length,
  );
  const deviation = mean.map((centre, at) => {
    const variance = rows.reduce((sum, row) => sum + (row[at]! - centre) ** 2, 0) / rows.length;
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
  return { mean, deviation };
}

declare module '@lml/core' {
  interface TransformComponents {
    standardiser: typeof standardiser;
  }
  interface TransformOptions {
    standardiser: StandardiserOptions;
  }
}
