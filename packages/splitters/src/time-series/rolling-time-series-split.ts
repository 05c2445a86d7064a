import { defineComponent, InvalidArgumentError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { checkLength, ignoreGroups } from '../shared/checks.js';
import { splits } from '../shared/folds.js';
import { span } from '../shared/range.js';

const shape = {
  /** Number of samples to train on in each split. */
  trainSize: z.int().min(1).describe('Number of samples to train on in each split.'),
  /** Number of samples to test on in each split. Default: `1`. */
  testSize: z.int().min(1).default(1).describe('Number of samples to test on in each split.'),
  /** Number of samples by which a split is later than the one before. Default: testSize. */
  step: z
    .int()
    .min(1)
    .optional()
    .describe('Number of samples by which a split is later than the one before. Default: testSize.'),
  /** Number of samples left out between those trained on and those tested on. Default: `0`. */
  gap: z.int().min(0).default(0).describe('Number of samples left out between those trained on and those tested on.'),
};

/** Options of {@link rollingTimeSeriesSplit}. */
export interface RollingTimeSeriesSplitOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Rolling time series split: samples are in the order of time; a window of always the same length is trained on, and the stretch after
 * it tested; the window goes on by `step` as long as there are samples.
 *
 * The first window begins with the first sample. Where the last stretch would not be full, it is left out. Indices come in ascending
 * order.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes below 1; from `split`, `LML_INVALID_ARGUMENT` for too few samples.
 *
 * @example
 * ```ts
 * import { rollingTimeSeriesSplit } from '@lml/splitters';
 *
 * const folds = [...rollingTimeSeriesSplit({ trainSize: 3, testSize: 2 }).split({ length: 8 })];
 * folds.map(({ train, test }) => [Array.from(train), Array.from(test)]); // => [[[0, 1, 2], [3, 4]], [[2, 3, 4], [5, 6]]]
 * ```
 */
export const rollingTimeSeriesSplit = defineComponent({
  kind: 'splitter',
  name: 'rolling-time-series-split',
  summary: 'Trains on a window of time that rolls on, and tests on what follows it.',
  schema: z.strictObject(shape),
  conformance: { complete: false },
  create: ({ trainSize, testSize, step = testSize, gap }): Splitter => ({
    split(input) {
      ignoreGroups('rolling-time-series-split', input);
      checkLength(input.length);
      const width = trainSize + gap + testSize;
      if (input.length < width) {
        throw new InvalidArgumentError(
          'The number of samples',
          `at least trainSize + gap + testSize, ${width}`,
          input.length,
        );
      }
      return splits(1 + Math.floor((input.length - width) / step), (split) => {
        const start = split * step;
        return { train: span(start, start + trainSize), test: span(start + trainSize + gap, start + width) };
      });
    },
  }),
  examples: [{ trainSize: 8 }, { trainSize: 6, testSize: 3, step: 2, gap: 1 }],
});
