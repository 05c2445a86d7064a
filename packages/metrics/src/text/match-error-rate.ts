import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { textShape, textViewShape } from '../shared/text-options.js';
import { editsConformance, wordEditsMetric } from '../shared/word-edits-metric.js';

/** Options of {@link matchErrorRate}. */
export interface MatchErrorRateOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/**
 * Match error rate: the share of edits in an alignment of words, $`\frac{E}{E + H}`$ with the fewest edits E (words put in, left out or
 * replaced) that make references of predictions, and H words that match, of all samples together. It lies in [0, 1], and lower is better.
 *
 * Words are separated by white space, and compared as they are: capital letters and punctuation count. By hand a prediction is a text or a
 * list of texts, the target a text for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample
 * (`[batch]`), default 1. NaN where there are no words.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one text a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { matchErrorRate } from '@lml/metrics';
 *
 * const state = new MetricState(matchErrorRate());
 * await state.update(['this is the prediction', 'there is an other sample'], ['this is the reference', 'there is another one']);
 * state.compute(); // => 4 / 9
 * ```
 *
 * @see [torchmetrics.text.MatchErrorRate](https://lightning.ai/docs/torchmetrics/stable/text/match_error_rate.html) 1.9, which divides by the longer text
 * instead: less than E + H where words are both put in and left out. Matches are those of [jiwer](https://jitsi.github.io/jiwer/) 4.0.
 */
export const matchErrorRate = defineComponent({
  kind: 'metric',
  name: 'match-error-rate',
  summary: 'Words to edit, as a share of all edits and matches.',
  schema: z.strictObject({ ...textViewShape, ...textShape }),
  examples: [{}, { field: 'words', targetField: 'words' }],
  create: (options, nature) =>
    wordEditsMetric({ ...nature, options, rate: ({ edits, hits }) => edits / (edits + hits) }),
  conformance: editsConformance,
  higherIsBetter: false,
});
