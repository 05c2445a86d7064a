import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { editDistanceOf } from '../shared/edits.js';
import { textMetric } from '../shared/text-metric.js';
import { textShape, textViewShape } from '../shared/text-options.js';
import { editsConformance } from '../shared/word-edits-metric.js';
import { charactersOf } from '../shared/words.js';

const shape = {
  /** What it costs to replace a character; to put one in or to leave one out costs 1. Default: `1`. */
  substitutionCost: z
    .number()
    .nonnegative()
    .default(1)
    .describe('What it costs to replace a character; to put one in or to leave one out costs 1.'),
  /**
   * How the distances of samples become one: their mean, their sum, or none, one distance a sample. Default: `'mean'`.
   */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('How the distances of samples become one: their mean, their sum, or none, one distance a sample.'),
};

/** Options of {@link editDistance}. */
export interface EditDistanceOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Levenshtein distance: the least cost of edits by which the characters of a prediction become those of its reference, where a character put
 * in or left out costs 1 and one that is replaced `substitutionCost`. It lies in [0, ∞), and lower is better.
 *
 * Characters are code points, spaces among them. With `reduction: 'none'` the result is the distance of each sample, float64 `[samples]`.
 * By hand a prediction is a text or a list of texts, the target a text for each; in a run they are what the predictor's `decode` gives and
 * the target. Weights w, one a sample (`[batch]`), default 1, make the mean `Σ w d / Σ w` and the sum `Σ w d`. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one text a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { editDistance } from '@lml/metrics';
 *
 * const state = new MetricState(editDistance());
 * await state.update(['rain', 'lnaguaeg'], ['shine', 'language']);
 * state.compute(); // => 3.5
 *
 * const each = new MetricState(editDistance({ substitutionCost: 2, reduction: 'none' }));
 * await each.update('rain', 'shine');
 * each.compute(); // => { dtype: 'float64', shape: [1], data: Float64Array.of(5) }
 * ```
 *
 * @see [torchmetrics.text.EditDistance](https://lightning.ai/docs/torchmetrics/stable/text/edit.html) 1.9, which only looks at places near
 * the diagonal, and so gives more for long texts in which much was moved
 */
export const editDistance = defineComponent({
  kind: 'metric',
  name: 'edit-distance',
  summary: 'The least cost of edits by which the characters of predictions become those of references.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...shape }),
  examples: [{}, { substitutionCost: 2 }, { reduction: 'sum' }],
  create: ({ substitutionCost, reduction, ...options }, nature) =>
    textMetric({
      ...nature,
      options,
      references: 'one',
      sums: { distance: 1 },
      count: ({ prediction, references }) => ({
        distance: [editDistanceOf(charactersOf(prediction), charactersOf(references[0]!), substitutionCost)],
      }),
      result: ({ distance }, samples) => (reduction === 'mean' ? distance[0]! / samples : distance[0]!),
      each: reduction === 'none' ? 'only' : undefined,
    }),
  conformance: editsConformance,
  higherIsBetter: false,
});
