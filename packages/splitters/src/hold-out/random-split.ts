import { defineComponent, InvalidArgumentError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { checkLength } from '../shared/checks.js';
import { splits } from '../shared/folds.js';
import { range } from '../shared/range.js';
import { randomStateOf, randomStateOption } from '../shared/random-state-option.js';

/** From here on PyTorch draws otherwise: (2³² − 1) / 20. */
const TOO_MANY = 214748364.75;

const shape = {
  /**
   * Sizes of the parts, all numbers of samples or all fractions that add up to 1: the first is trained on, each other one
   * tested in a split of its own. Default: `[0.8, 0.2]`.
   */
  lengths: z
    .array(z.number().min(0))
    .min(2)
    .default([0.8, 0.2])
    .describe(
      'Sizes of the parts, all numbers of samples or all fractions that add up to 1: the first is trained on, each other one tested in a split of its own.',
    ),
  /**
   * The seed, an integer below 2³², with which each call of split gives the same parts; or a generator, which goes on
   * from call to call. Default: 0.
   */
  randomState: randomStateOption()
    .optional()
    .describe(
      'The seed, an integer below 2³², with which each call of split gives the same parts; or a generator, which goes on from call to call. Default: 0.',
    ),
};

/** Options of {@link randomSplit}. */
export interface RandomSplitOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Random split as PyTorch has it: samples are put into random order and cut into parts. The first part is trained on; each of the others
 * is tested in a split of its own, so that two parts make one split.
 *
 * Fractions are rounded down, and the samples left over go one each to the first parts. Indices are those of
 * `torch.utils.data.random_split` with `torch.Generator().manual_seed(seed)`, in its order: shuffled, not ascending.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than two parts, or a seed out of range; from `split`, `LML_INVALID_ARGUMENT` for sizes that do
 * not add up to the number of samples, or for 214748365 samples or more, of which PyTorch draws in another way.
 *
 * @example
 * ```ts
 * import { randomSplit } from '@lml/splitters';
 *
 * const [split] = randomSplit({ lengths: [7, 3], randomState: 42 }).split({ length: 10 });
 * split?.train; // => [2, 6, 1, 8, 4, 5, 0]
 * split?.test; // => [9, 3, 7]
 * ```
 *
 * @see PyTorch, `torch.utils.data.random_split`.
 */
export const randomSplit = defineComponent({
  kind: 'splitter',
  name: 'random-split',
  summary: 'Splits once into parts of random samples, as PyTorch does.',
  schema: z.strictObject(shape),
  create: ({ lengths, randomState }): Splitter => ({
    split({ length }) {
      checkLength(length);
      if (length >= TOO_MANY) throw new InvalidArgumentError('length', 'below 214748365', length);
      const sizes = sizesOf(lengths, length);
      const random = randomStateOf(randomState);
      const order = range(length);
      for (let i = 0; i < length - 1; i++) {
        const j = i + (random.randomUint32() % (length - i));
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      let end = 0;
      const [train, ...tests] = sizes.map((size) => order.slice(end, (end += size)));
      return splits(tests.length, (split) => ({ train: train!, test: tests[split]! }));
    },
  }),
  examples: [{}, { lengths: [0.5, 0.5], randomState: 7 }],
});

/** How many samples each part gets. */
function sizesOf(lengths: readonly number[], length: number): number[] {
  const sum = lengths.reduce((total, size) => total + size, 0);
  const sizes = sum <= 1 && 1 - sum <= 1e-9 ? lengths.map((fraction) => Math.floor(fraction * length)) : [...lengths];
  if (sizes.some((size) => !Number.isInteger(size))) {
    throw new InvalidArgumentError('lengths', 'whole numbers, or fractions that add up to 1', lengths);
  }
  let left = length - sizes.reduce((total, size) => total + size, 0);
  if (sum > 1 && left !== 0) {
    throw new InvalidArgumentError('The sum of lengths', `the number of samples, ${length}`, sum);
  }
  for (let part = 0; left > 0; part++, left--) sizes[part % sizes.length]!++;
  return sizes;
}
