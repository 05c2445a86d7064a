import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { editDistanceOf } from '../shared/edits.js';
import { textMetric } from '../shared/text-metric.js';
import { textShape, textViewShape } from '../shared/text-options.js';
import { editsConformance } from '../shared/word-edits-metric.js';
import { charactersOf } from '../shared/words.js';

/** Options of {@link charErrorRate}. */
export interface CharErrorRateOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/**
 * Character error rate: the fewest characters to put in, leave out or replace so that predictions become references, over the characters of
 * the references, of all samples together. It lies in [0, ∞), and lower is better.
 *
 * Characters are code points, spaces among them: an emoji is one, a letter with a combining mark two. By hand a prediction is a text or a
 * list of texts, the target a text for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample
 * (`[batch]`), default 1. Infinity where all references are empty but predictions are not, NaN where both are or nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one text a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { charErrorRate } from '@lml/metrics';
 *
 * const state = new MetricState(charErrorRate());
 * await state.update(['this is the prediction', 'there is an other sample'], ['this is the reference', 'there is another one']);
 * state.compute(); // => 0.3414634
 * ```
 *
 * @see [torchmetrics.text.CharErrorRate](https://lightning.ai/docs/torchmetrics/stable/text/char_error_rate.html) 1.9
 */
export const charErrorRate = defineComponent({
  kind: 'metric',
  name: 'char-error-rate',
  summary: 'Characters to edit, as a share of the characters of the references.',
  schema: z.strictObject({ ...textViewShape, ...textShape }),
  examples: [{}, { field: 'words', targetField: 'words' }],
  create: (options, nature) =>
    textMetric({
      ...nature,
      options,
      references: 'one',
      sums: { edits: 1, right: 1 },
      count: ({ prediction, references }) => {
        const right = charactersOf(references[0]!);
        return { edits: [editDistanceOf(charactersOf(prediction), right, 1)], right: [right.length] };
      },
      result: ({ edits, right }) => edits[0]! / right[0]!,
    }),
  conformance: editsConformance,
  higherIsBetter: false,
});
