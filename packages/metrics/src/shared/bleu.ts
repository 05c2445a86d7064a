import type { HostMetric, MetricTraits } from '@lml/core';
import { z } from 'zod';

import { commonNGrams, mostOf, nGramCount, nGramsOf } from './n-grams.js';
import { textMetric } from './text-metric.js';
import type { TextSettings } from './text-options.js';

/** The options of BLEU, as entries of a zod object. */
export const bleuShape = {
  /** Up to how many words stand together, from 1 to 100. Default: `4`. */
  nGram: z.int().min(1).max(100).default(4).describe('Up to how many words stand together, from 1 to 100.'),
  /**
   * What becomes of n-grams of which few or none match: nothing (false), one more from two words on (true), or shares
   * that are halved for each length without a match (exp), as sacrebleu does by itself. Default: `false`.
   */
  smooth: z
    .union([z.boolean(), z.literal('exp')])
    .default(false)
    .describe(
      'What becomes of n-grams of which few or none match: nothing (false), one more from two words on (true), or shares that are halved for each length without a match (exp), as sacrebleu does by itself.',
    ),
  /** How much each length of n-grams counts, one number each. Default: all alike, 1 together. */
  weights: z
    .array(z.number())
    .optional()
    .describe('How much each length of n-grams counts, one number each. Default: all alike, 1 together.'),
};

type BleuSettings = z.output<z.ZodObject<typeof bleuShape>>;

/** Complains of weights that are not as many as there are lengths, for `superRefine`. */
export function checkBleu({ nGram, weights }: BleuSettings, context: z.RefinementCtx): void {
  if (weights === undefined || weights.length === nGram) return;
  context.addIssue({ code: 'custom', path: ['weights'], message: `must be ${nGram} numbers, as many as nGram says` });
}

/** What {@link bleuMetric} takes. */
export interface BleuMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of every metric of texts, with their defaults filled in. */
  readonly options: TextSettings & BleuSettings;
  /** Makes words of a text. */
  readonly tokenize: (text: string) => readonly string[];
  /** The options that `tokenize` looks at, as a text: metrics of one group count once. */
  readonly group: string;
}

/** What metrics of the family are checked with. */
export const bleuConformance = {
  batch: {
    prediction: [
      'the cat is on the mat',
      'he reads the book in the garden',
      'we are at home now',
      'no more of this, please',
    ],
    target: [
      ['there is a cat on the mat', 'a cat is on the mat'],
      'he reads the book in a garden',
      ['we are at home', 'now we are at home'],
      'no more of this, thanks',
    ],
  },
};

/**
 * Makes a BLEU score from words: the geometric mean of the shares of n-grams that stand in a reference, times e^{1 − r/c} where the c words of
 * predictions are fewer than the r words of references of the nearest lengths.
 */
export function bleuMetric({ name, traits, options, tokenize, group }: BleuMetricOptions): HostMetric {
  const { nGram, smooth, weights = Array.from({ length: nGram }, () => 1 / nGram) } = options;
  return textMetric({
    name,
    traits,
    options,
    group: `bleu ${nGram} ${group}`,
    sums: { matches: nGram, totals: nGram, lengths: 2 },
    count: ({ prediction, references }) => {
      const words = tokenize(prediction);
      const right = references.map(tokenize);
      const matches = new Array<number>(nGram).fill(0);
      const totals = new Array<number>(nGram).fill(0);
      for (let n = 1; n <= Math.min(nGram, words.length); n++) {
        const most = mostOf(right.map((reference) => nGramsOf(reference, n, ' ')));
        matches[n - 1] = commonNGrams(nGramsOf(words, n, ' '), most);
        totals[n - 1] = nGramCount(words.length, n);
      }
      return {
        matches,
        totals,
        lengths: [
          words.length,
          nearest(
            words.length,
            right.map(({ length }) => length),
          ),
        ],
      };
    },
    result: ({ matches, totals, lengths }) => {
      const shares = sharesOf(matches, totals, smooth);
      if (matches.every((count) => count === 0) || shares.some((share, at) => share === 0 && weights[at] !== 0))
        return 0;
      const [own, right] = lengths as [number, number];
      const mean = Math.exp(
        shares.reduce((sum, share, at) => sum + (weights[at] === 0 ? 0 : weights[at]! * Math.log(share)), 0),
      );
      return own < right ? mean * Math.exp(1 - right / own) : mean;
    },
  });
}

/** The length that is nearest, of two as near the shorter. */
function nearest(length: number, lengths: readonly number[]): number {
  return lengths.reduce((best, one) => {
    const closer = Math.abs(one - length) - Math.abs(best - length);
    return closer < 0 || (closer === 0 && one < best) ? one : best;
  });
}

function sharesOf(matches: readonly number[], totals: readonly number[], smooth: BleuSettings['smooth']): number[] {
  let half = 1;
  return matches.map((count, at) => {
    const more = smooth === true && at > 0 ? 1 : 0;
    const total = totals[at]! + more;
    if (total === 0) return 0;
    if (count + more > 0 || smooth !== 'exp') return (count + more) / total;
    half /= 2;
    return half / total;
  });
}
