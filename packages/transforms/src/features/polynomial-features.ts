import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { featureShape } from '../shared/feature-options.js';
import { numbersOf, plainFeatureTransform } from '../shared/feature-transform.js';

/** More features than this are taken for a mistake. */
const MOST = 100_000;

const degree = z.int().min(0).max(100);

const shape = {
  /** The highest degree of a product, or the lowest and the highest. Default: `2`. */
  degree: z
    .union([
      degree,
      z
        .tuple([degree, degree])
        .readonly()
        .refine(([low, high]) => low <= high, 'the first must be at most the second'),
    ])
    .default(2)
    .describe('The highest degree of a product, or the lowest and the highest.'),
  /** Whether products are of different features only. Default: `false`. */
  interactionOnly: z.boolean().default(false).describe('Whether products are of different features only.'),
  /** Whether there is a feature of ones, the product of nothing. Default: `true`. */
  includeBias: z.boolean().default(true).describe('Whether there is a feature of ones, the product of nothing.'),
};

/** Options of {@link polynomialFeatures}. */
export interface PolynomialFeaturesOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes of features all their products up to a degree: of `a` and `b` in this order `1`, `a`, `b`, `a^2`, `a b` and `b^2`. It learns
 * nothing. Products of missing values are missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, ones that there are not, and more than 100 000 products.
 *
 * @see scikit-learn's `PolynomialFeatures`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { polynomialFeatures } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[2, 3]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [polynomialFeatures({ includeBias: false })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [1, 5], data: Float32Array.of(2, 3, 4, 6, 9) }
 * }
 * ```
 */
export const polynomialFeatures = defineComponent({
  kind: 'transform',
  name: 'polynomial-features',
  summary: 'Makes of features all their products up to a degree.',
  schema: z
    .strictObject({ ...shape, ...featureShape })
    .refine(({ degree: own, includeBias }) => includeBias || (typeof own === 'number' ? own : own[1]) > 0, {
      path: ['degree'],
      message: 'must be at least 1 without includeBias, or there are no features',
    }),
  examples: [{}, { degree: [2, 3], interactionOnly: true, includeBias: false }],
  create: ({ degree: own, interactionOnly, includeBias, ...settings }): Transform => {
    const [low, high] = typeof own === 'number' ? [1, own] : [Math.max(1, own[0]), own[1]];
    return plainFeatureTransform({
      name: 'polynomialFeatures',
      settings,
      apply(columns) {
        const numbers = columns.map((column) => numbersOf(column, 'polynomialFeatures'));
        checkCount(columns.length, high, interactionOnly);
        const names = columns.map(({ name }) => name);
        const ones = new Float64Array(numbers[0]?.length ?? 0).fill(1);
        const made: BlockColumn[] = includeBias ? [{ name: '1', values: ones }] : [];
        let products: readonly Product[] = [{ factors: [], values: ones }];
        for (let power = 1; power <= high; power++) {
          products = products.flatMap((product) => multiplied(product, numbers, interactionOnly));
          if (power < low) continue;
          for (const { factors, values } of products) made.push({ name: nameOf(factors, names), values });
        }
        return made;
      },
    });
  },
});

/** A product of features. */
interface Product {
  /** The places of its factors, in ascending order. */
  readonly factors: readonly number[];
  readonly values: Float64Array;
}

/** The products of one more factor, none of which stands before the last. */
function multiplied({ factors, values }: Product, numbers: readonly Float64Array[], isStrict: boolean): Product[] {
  const first = factors.length === 0 ? 0 : factors.at(-1)! + Number(isStrict);
  return numbers.slice(first).map((others, at) => ({
    factors: [...factors, first + at],
    values: factors.length === 0 ? others : values.map((value, row) => value * others[row]!),
  }));
}

/** As scikit-learn's: `a^2 b`. */
function nameOf(factors: readonly number[], names: readonly string[]): string {
  return [...new Set(factors)]
    .map((place) => {
      const power = factors.filter((factor) => factor === place).length;
      return power === 1 ? names[place]! : `${names[place]!}^${power}`;
    })
    .join(' ');
}

/** @throws `LML_INVALID_ARGUMENT` for too many products. */
function checkCount(features: number, high: number, isStrict: boolean): void {
  let [count, ofPower] = [0, 1];
  for (let power = 1; power <= high; power++) {
    ofPower *= isStrict ? Math.max(0, features - power + 1) / power : (features + power - 1) / power;
    count += ofPower;
  }
  if (count <= MOST) return;
  throw new InvalidArgumentError(
    'degree',
    `so low that at most ${MOST} features are made; of ${features} features there would be ${Math.round(count)}`,
    high,
    'Name fewer features by columns, or choose interactionOnly.',
  );
}
