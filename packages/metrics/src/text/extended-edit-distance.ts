import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { extendedEditDistanceOf } from '../shared/extended-edits.js';
import { textMetric } from '../shared/text-metric.js';
import { sentenceLevelShape, textShape, textViewShape } from '../shared/text-options.js';
import { leastOf } from '../shared/values.js';
import { charactersOf, withoutLastSpaces } from '../shared/words.js';

const shape = {
  /**
   * How texts are prepared: punctuation set apart and abbreviations kept (en), or characters of one look made one (ja).
   * Default: `'en'`.
   */
  language: z
    .enum(['en', 'ja'])
    .default('en')
    .describe(
      'How texts are prepared: punctuation set apart and abbreviations kept (en), or characters of one look made one (ja).',
    ),
  /** What a jump at a space costs. Default: `2`. */
  alpha: z.number().nonnegative().default(2).describe('What a jump at a space costs.'),
  /** What it costs to come to a character again, or never. Default: `0.3`. */
  rho: z.number().nonnegative().default(0.3).describe('What it costs to come to a character again, or never.'),
  /** What it costs to leave a character of the prediction out. Default: `0.2`. */
  deletion: z.number().nonnegative().default(0.2).describe('What it costs to leave a character of the prediction out.'),
  /** What it costs to put a character in. Default: `1`. */
  insertion: z.number().nonnegative().default(1).describe('What it costs to put a character in.'),
};

/** Options of {@link extendedEditDistance}. */
export interface ExtendedEditDistanceOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof sentenceLevelShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Extended edit distance (EED): the mean over samples of the cost of edits of characters by which a prediction becomes its reference, where
 * at the end of a word it may also jump to another place of the prediction (`alpha`), and characters of the prediction that are come to more
 * than once, or never, cost `rho` each; as a share of the length of the reference and that cost. It lies in [0, 1], and lower is better.
 *
 * Characters are code points. Of several references the nearest counts. With `returnSentenceLevelScore` the result is `{ value, sentences }`,
 * sentences float64 `[samples]`. By hand a prediction is a text or a list of texts, the target a text or a list of texts for each; in a run
 * they are what the predictor's `decode` gives and the target. Weights, one a sample (`[batch]`), default 1. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one target a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { extendedEditDistance } from '@lml/metrics';
 *
 * const state = new MetricState(extendedEditDistance());
 * await state.update(['this is the prediction', 'here is an other sample'], ['this is the reference', 'here is another one']);
 * state.compute(); // => 0.3077631
 * ```
 *
 * @see [torchmetrics.text.ExtendedEditDistance](https://lightning.ai/docs/torchmetrics/stable/text/extended_edit_distance.html) 1.9;
 * [EED: Extended Edit Distance Measure for Machine Translation](https://aclanthology.org/W19-5359/)
 */
export const extendedEditDistance = defineComponent({
  kind: 'metric',
  name: 'extended-edit-distance',
  summary: 'Mean cost of edits and jumps by which predictions become references, as a share of their length.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...sentenceLevelShape, ...shape }),
  examples: [{}, { language: 'ja', alpha: 1.5, rho: 0.5, deletion: 0.4, insertion: 0.9 }],
  create: ({ returnSentenceLevelScore, language, alpha, rho, deletion, insertion, ...options }, nature) =>
    textMetric({
      ...nature,
      options,
      sums: { distance: 1 },
      count: ({ prediction, references }) => {
        const prepared = (text: string): string[] => charactersOf(language === 'en' ? english(text) : japanese(text));
        const own = prepared(prediction);
        const costs = { alpha, rho, deletion, insertion };
        const distances = references.map((text) => extendedEditDistanceOf(own, prepared(text), costs));
        return { distance: [leastOf(distances)] };
      },
      result: ({ distance }, samples) => distance[0]! / samples,
      each: returnSentenceLevelScore ? 'beside' : undefined,
    }),
  conformance: {
    batch: {
      prediction: ['this is the prediction', 'here is an other sample', 'one two', 'a b c d'],
      target: ['this is the reference', ['here is another one', 'an other'], 'one two three', 'b c d a'],
    },
  },
  higherIsBetter: false,
});

/** Sets punctuation apart but in numbers and abbreviations, as EED's own tool does. */
function english(text: string): string {
  const apart = withoutLastSpaces(text)
    .replace(/[.!?,]/g, ' $&')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/(\p{Nd}) ([.,]) (\p{Nd})/gu, '$1$2$3')
    // As there, the last dot is any character: "Dr Who" becomes "Dr.ho".
    .replace(/(Dr|Jr|Prof|Rev|Gen|Mr|Mt|Mrs|Ms) [^\n]/gu, '$1.')
    .replaceAll('e . g .', 'e.g.')
    .replaceAll('i . e .', 'i.e.')
    .replaceAll('U . S .', 'U.S.');
  return ` ${apart} `;
}

function japanese(text: string): string {
  return withoutLastSpaces(text).normalize('NFKC');
}
