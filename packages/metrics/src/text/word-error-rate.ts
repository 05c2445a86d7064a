import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { textShape, textViewShape } from '../shared/text-options.js';
import { editsConformance, wordEditsMetric } from '../shared/word-edits-metric.js';

/** Options of {@link wordErrorRate}. */
export interface WordErrorRateOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/**
 * Word error rate: the fewest words to put in, leave out or replace so that predictions become references, over the words of the references,
 * of all samples together. It lies in [0, ∞), and lower is better: 0 where all words are right, above 1 where more are wrong than there are.
 *
 * Words are separated by white space, and compared as they are: capital letters and punctuation count. By hand a prediction is a text or a
 * list of texts, the target a text for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample
 * (`[batch]`), default 1. Infinity where references have no
 * words but predictions have, NaN where neither has or nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one text a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { wordErrorRate } from '@lml/metrics';
 *
 * const state = new MetricState(wordErrorRate());
 * await state.update(['this is the prediction', 'there is an other sample'], ['this is the reference', 'there is another one']);
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.text.WordErrorRate](https://lightning.ai/docs/torchmetrics/stable/text/word_error_rate.html) 1.9
 */
export const wordErrorRate = defineComponent({
  kind: 'metric',
  name: 'word-error-rate',
  summary: 'Words to edit, as a share of the words of the references.',
  schema: z.strictObject({ ...textViewShape, ...textShape }),
  examples: [{}, { field: 'words', targetField: 'words' }],
  create: (options, nature) => wordEditsMetric({ ...nature, options, rate: ({ edits, right }) => edits / right }),
  conformance: editsConformance,
  higherIsBetter: false,
});
