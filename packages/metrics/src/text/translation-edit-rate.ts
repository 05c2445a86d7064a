import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { translationEditsOf } from '../shared/tercom.js';
import { tercomText } from '../shared/tercom-text.js';
import { textMetric } from '../shared/text-metric.js';
import { sentenceLevelShape, textShape, textViewShape } from '../shared/text-options.js';
import { leastOf } from '../shared/values.js';
import { wordsOf } from '../shared/words.js';

const shape = {
  /** Whether punctuation is set apart. Default: `false`. */
  normalize: z.boolean().default(false).describe('Whether punctuation is set apart.'),
  /** Whether punctuation is left out. Default: `false`. */
  noPunctuation: z.boolean().default(false).describe('Whether punctuation is left out.'),
  /** Whether capital letters count as small ones. Default: `true`. */
  lowercase: z.boolean().default(true).describe('Whether capital letters count as small ones.'),
  /** Whether normalize and noPunctuation know Chinese and Japanese: each ideograph is then a word. Default: `false`. */
  asianSupport: z
    .boolean()
    .default(false)
    .describe('Whether normalize and noPunctuation know Chinese and Japanese: each ideograph is then a word.'),
};

/** Options of {@link translationEditRate}. */
export interface TranslationEditRateOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof sentenceLevelShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Translation edit rate (TER): the edits by which predictions become their references, over the mean length in words of the references, of all
 * samples together. A word put in, left out or replaced is one edit, and so is a run of words that is moved. It lies in [0, ∞), and lower is
 * better.
 *
 * Edits are found as Tercom does, in the form that sacrebleu has of it; of several references that with the fewest edits counts. With
 * `returnSentenceLevelScore` the result is `{ value, sentences }`, sentences float64 `[samples]`. By hand a prediction is a text or a list of
 * texts, the target a text or a list of texts for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a
 * sample (`[batch]`), default 1. Where references have no words it is 1 if predictions have, else 0; NaN where nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one target a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { translationEditRate } from '@lml/metrics';
 *
 * const state = new MetricState(translationEditRate());
 * await state.update('the cat is on the mat', ['there is a cat on the mat', 'a cat is on the mat']);
 * state.compute(); // => 2 / 13
 * ```
 *
 * @see [torchmetrics.text.TranslationEditRate](https://lightning.ai/docs/torchmetrics/stable/text/translation_edit_rate.html) 1.9, which moves
 * the words of references; [sacrebleu](https://github.com/mjpost/sacrebleu) 2.6, which this follows where they differ
 */
export const translationEditRate = defineComponent({
  kind: 'metric',
  name: 'translation-edit-rate',
  summary: 'Words to edit and runs of words to move, as a share of the words of the references.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...sentenceLevelShape, ...shape }),
  examples: [{}, { normalize: true, lowercase: false }, { normalize: true, noPunctuation: true, asianSupport: true }],
  create: (given, nature) => {
    const { normalize, noPunctuation, lowercase, asianSupport, returnSentenceLevelScore, ...options } = given;
    const prepared = (text: string): string[] =>
      wordsOf(tercomText(text, { normalize, noPunctuation, lowercase, asianSupport }));
    return textMetric({
      ...nature,
      options,
      sums: { edits: 1, words: 1 },
      count: ({ prediction, references }) => {
        const own = prepared(prediction);
        const right = references.map(prepared);
        const words = right.reduce((sum, { length }) => sum + length, 0) / right.length;
        return { edits: [leastOf(right.map((reference) => translationEditsOf(own, reference)))], words: [words] };
      },
      result: ({ edits, words }) => (words[0]! > 0 ? edits[0]! / words[0]! : edits[0]! > 0 ? 1 : 0),
      each: returnSentenceLevelScore ? 'beside' : undefined,
    });
  },
  conformance: {
    batch: {
      prediction: ['the cat is on the mat', 'he reads a book', 'at home now we are', 'no more of this, please!'],
      target: [
        ['there is a cat on the mat', 'a cat is on the mat'],
        'he reads the book',
        ['we are at home', 'now we are at home'],
        'no more of this, thanks',
      ],
    },
  },
  higherIsBetter: false,
});
