import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { commonNGrams, nGramsOf } from '../shared/n-grams.js';
import { textMetric } from '../shared/text-metric.js';
import { textShape, textViewShape } from '../shared/text-options.js';
import { greatestOf } from '../shared/values.js';
import { ASCII_PUNCTUATION, wordsOf } from '../shared/words.js';

/** Options of {@link squad}. */
export interface SquadOptions
  extends z.input<z.ZodObject<typeof textViewShape>>, z.input<z.ZodObject<typeof textShape>> {}

/** English articles as whole words. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * How SQuAD judges answers to questions, in per cent: `exactMatch`, the share of answers that are one of the right ones, and `f1`, the mean of
 * the F1 score of an answer's words against those of the right answer that is nearest to it. Both lie in [0, 100], and higher is better.
 *
 * Capital letters, ASCII punctuation, the articles a, an, the and white space do not count. An answer is a text; the target of each is a
 * text or a list of texts that are right, or SQuAD's own record `{ text: […], answer_start: […] }`. No text at all stands for the answer `''`,
 * that there is none. In a run the answers are what the predictor's `decode` gives. Weights, one a sample (`[batch]`), default 1. NaN where
 * nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one target an answer, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { squad } from '@lml/metrics';
 *
 * const state = new MetricState(squad());
 * await state.update(['1976', 'in the green house'], [['1976', 'year 1976'], 'a green garden house']);
 * state.compute(); // => { exactMatch: 50, f1: 83.333333 }
 * ```
 *
 * @see [torchmetrics.text.SQuAD](https://lightning.ai/docs/torchmetrics/stable/text/squad.html) 1.9, where records with an `id` are put
 * together: here answers and targets are in one order
 */
export const squad = defineComponent({
  kind: 'metric',
  name: 'squad',
  summary: "Exact matches and mean F1 score of answers' words, in per cent, as SQuAD counts them.",
  schema: z.strictObject({ ...textViewShape, ...textShape }),
  examples: [{}, { field: 'answer' }],
  create: (options, nature) =>
    textMetric({
      ...nature,
      options,
      references: 'any',
      sums: { exactMatch: 1, f1: 1 },
      count: ({ prediction, references }) => {
        const answer = answerWords(prediction);
        const right = (references.length === 0 ? [''] : references).map(answerWords);
        return {
          exactMatch: [right.some((words) => words.join(' ') === answer.join(' ')) ? 1 : 0],
          f1: [greatestOf(right.map((words) => f1Of(answer, words)))],
        };
      },
      result: ({ exactMatch, f1 }, samples) => ({
        exactMatch: (100 * exactMatch[0]!) / samples,
        f1: (100 * f1[0]!) / samples,
      }),
      none: { exactMatch: NaN, f1: NaN },
    }),
  conformance: {
    batch: {
      prediction: ['1976', 'in the green house', 'no', ''],
      target: [['1976', 'year 1976'], 'a green house', ['yes', 'No!'], []],
    },
  },
  higherIsBetter: true,
});

function answerWords(text: string): string[] {
  const letters = Array.from(text.toLowerCase()).filter((letter) => !ASCII_PUNCTUATION.has(letter));
  return wordsOf(letters.join('').replace(ARTICLES, ' '));
}

function f1Of(answer: readonly string[], right: readonly string[]): number {
  // No answer is right where there is none.
  if (answer.length === 0 || right.length === 0) return answer.length === right.length ? 1 : 0;
  const common = commonNGrams(nGramsOf(answer, 1, ' '), nGramsOf(right, 1, ' '));
  return (2 * common) / (answer.length + right.length);
}
