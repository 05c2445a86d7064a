import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { commonNGrams, nGramCount, nGramsOf, type NGrams } from '../shared/n-grams.js';
import { textMetric } from '../shared/text-metric.js';
import { lowercaseShape, sentenceLevelShape, textShape, textViewShape } from '../shared/text-options.js';
import { ASCII_PUNCTUATION, charactersOf, withoutSpaces, wordsOf } from '../shared/words.js';

const shape = {
  /** Up to how many characters stand together, from 1 to 100. Default: `6`. */
  nCharOrder: z.int().min(1).max(100).default(6).describe('Up to how many characters stand together, from 1 to 100.'),
  /** Up to how many words stand together, from 0 to 100: 0 is chrF, 2 is chrF++. Default: `2`. */
  nWordOrder: z
    .int()
    .min(0)
    .max(100)
    .default(2)
    .describe('Up to how many words stand together, from 0 to 100: 0 is chrF, 2 is chrF++.'),
  /** How many times as much recall counts as precision. Default: `2`. */
  beta: z.number().nonnegative().default(2).describe('How many times as much recall counts as precision.'),
  /** Whether white space counts as characters. Default: `false`. */
  whitespace: z.boolean().default(false).describe('Whether white space counts as characters.'),
};

/** Options of {@link chrfScore}. */
export interface ChrfScoreOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof lowercaseShape>>,
    z.input<z.ZodObject<typeof sentenceLevelShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * chrF of all samples together: the mean over all lengths n of the score $`F_\beta = \frac{(1 + \beta^2) P R}{\beta^2 P + R}`$ of n-grams of
 * characters, and of words with punctuation set apart (chrF++), where P is the share of the predictions' n-grams that stand in references and
 * R that of the references' that stand in predictions. It lies in [0, 1] (sacrebleu's is 100 times that), and higher is better.
 *
 * Characters are code points. Of several references the one with the best score counts. With `returnSentenceLevelScore` the result is
 * `{ value, sentences }`, sentences float64 `[samples]`. By hand a prediction is a text or a list of texts, the target a text or a list of
 * texts for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample (`[batch]`), default 1. NaN
 * where nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts; `LML_SHAPE_MISMATCH` for other than one target a prediction, or weights that do not
 * fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { chrfScore } from '@lml/metrics';
 *
 * const state = new MetricState(chrfScore());
 * await state.update('the cat is on the mat', ['there is a cat on the mat', 'a cat is on the mat']);
 * state.compute(); // => 0.8640465
 * ```
 *
 * @see [torchmetrics.text.CHRFScore](https://lightning.ai/docs/torchmetrics/stable/text/chrf_score.html) 1.9;
 * [sacrebleu](https://github.com/mjpost/sacrebleu) 2.6 with `eps_smoothing`, which this follows where they differ
 */
export const chrfScore = defineComponent({
  kind: 'metric',
  name: 'chrf-score',
  summary: 'Mean F score of n-grams of characters and words.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...lowercaseShape, ...sentenceLevelShape, ...shape }),
  examples: [{}, { nWordOrder: 0, beta: 1, lowercase: true }, { nCharOrder: 3, whitespace: true }],
  create: (given, nature) => {
    const { nCharOrder, nWordOrder, beta, lowercase, whitespace, returnSentenceLevelScore, ...options } = given;
    const orders = nCharOrder + nWordOrder;
    const gramsOf = (text: string): Grams[] => {
      const cased = lowercase ? text.toLowerCase() : text;
      const characters = charactersOf(whitespace ? cased : withoutSpaces(cased));
      const words = nWordOrder === 0 ? [] : wordsOf(cased).flatMap(punctuationApart);
      return Array.from({ length: orders }, (_, at) =>
        at < nCharOrder ? gramsFrom(characters, at + 1, '') : gramsFrom(words, at - nCharOrder + 1, ' '),
      );
    };
    return textMetric({
      ...nature,
      options,
      group: `chrf ${nCharOrder} ${nWordOrder} ${beta} ${lowercase} ${whitespace} ${returnSentenceLevelScore}`,
      sums: { predicted: orders, right: orders, matches: orders },
      count: ({ prediction, references }) => {
        const own = gramsOf(prediction);
        const each = references.map((text) => statisticsOf(own, gramsOf(text)));
        return each.reduce((best, one) => (chrfOf(one, beta) > chrfOf(best, beta) ? one : best));
      },
      result: (sums) => chrfOf(sums, beta),
      each: returnSentenceLevelScore ? 'beside' : undefined,
    });
  },
  conformance: {
    batch: {
      prediction: ['the cat is on the mat', 'he reads (a book)', 'we are at home now', 'no more of this, please!'],
      target: [
        ['there is a cat on the mat', 'a cat is on the mat'],
        'he reads the book',
        ['we are at home', 'now we are at home'],
        'no more of this, thanks',
      ],
    },
  },
  higherIsBetter: true,
});

/** The n-grams of one length, and how many there are. */
interface Grams {
  readonly grams: NGrams;
  readonly total: number;
}

/** Numbers of n-grams, one for each length: of characters, then of words. */
type Statistics = Readonly<Record<'predicted' | 'right' | 'matches', readonly number[]>>;

function gramsFrom(tokens: readonly string[], n: number, separator: string): Grams {
  return { grams: nGramsOf(tokens, n, separator), total: nGramCount(tokens.length, n) };
}

function statisticsOf(own: readonly Grams[], right: readonly Grams[]): Statistics {
  return {
    // Of lengths that a reference is too short for, the prediction's do not count against it.
    predicted: own.map(({ total }, at) => (right[at]!.total === 0 ? 0 : total)),
    right: right.map(({ total }) => total),
    matches: own.map(({ grams }, at) => commonNGrams(grams, right[at]!.grams)),
  };
}

function chrfOf({ predicted, right, matches }: Statistics, beta: number): number {
  const factor = beta ** 2;
  const scores = matches.map((count, at) =>
    count === 0 ? 0 : ((1 + factor) * count) / (factor * right[at]! + predicted[at]!),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** A word, and the punctuation at its end or else at its beginning. */
function punctuationApart(word: string): string[] {
  if (charactersOf(word).length === 1) return [word];
  if (ASCII_PUNCTUATION.has(word.at(-1)!)) return [word.slice(0, -1), word.at(-1)!];
  return ASCII_PUNCTUATION.has(word[0]!) ? [word[0]!, word.slice(1)] : [word];
}
