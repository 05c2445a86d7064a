import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { textShape, textViewShape } from '../shared/text-options.js';
import { editsConformance, preservedShare, wordEditsMetric } from '../shared/word-edits-metric.js';

/** Options of {@link wordInfoPreserved}. */
export interface WordInfoPreservedOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/**
 * Word information preserved: $`\frac{H}{N} \frac{H}{P}`$ with H words that match where predictions become references by the fewest edits, of N
 * words of references and P predicted ones, of all samples together. It lies in [0, 1], and higher is better.
 *
 * Words are separated by white space, and compared as they are: capital letters and punctuation count. By hand a prediction is a text or a
 * list of texts, the target a text for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample
 * (`[batch]`), default 1. Where nothing matches nothing is preserved; NaN where neither side has words.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one text a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { wordInfoPreserved } from '@lml/metrics';
 *
 * const state = new MetricState(wordInfoPreserved());
 * await state.update(['this is the prediction', 'there is an other sample'], ['this is the reference', 'there is another one']);
 * state.compute(); // => 0.3472222
 * ```
 *
 * @see [torchmetrics.text.WordInfoPreserved](https://lightning.ai/docs/torchmetrics/stable/text/word_info_preserved.html) 1.9, which takes the longer text less the
 * edits for the matches: too few where words are both put in and left out. Matches are those of [jiwer](https://jitsi.github.io/jiwer/) 4.0.
 */
export const wordInfoPreserved = defineComponent({
  kind: 'metric',
  name: 'word-info-preserved',
  summary: 'The share of word information that is preserved.',
  schema: z.strictObject({ ...textViewShape, ...textShape }),
  examples: [{}, { field: 'words', targetField: 'words' }],
  create: (options, nature) => wordEditsMetric({ ...nature, options, rate: (counts) => preservedShare(counts) }),
  conformance: editsConformance,
  higherIsBetter: true,
});
