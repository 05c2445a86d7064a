import {
  defineComponent,
  metricView,
  type HostMetric,
  type MetricResult,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { isFunction } from '../shared/features/extractor.js';
import { matchScores, matchTokens, type MatchScores, type TokenMatches } from '../shared/features/token-matches.js';
import { inverseFrequencies, tokensOf, type TokenFunction, type TokenNumbers } from '../shared/features/token-rows.js';
import { sentenceLevelShape, textShape, textViewShape } from '../shared/text-options.js';
import { textsOf } from '../shared/texts.js';
import { numbersOf, resultOf } from '../shared/values.js';

const shape = {
  /** Makes `{ embeddings, mask, tokens }` of texts: the vectors of their tokens, `[batch, tokens, features]`. */
  embedder: z
    .custom<TokenFunction<'embeddings'>>(isFunction, 'must be a function of texts')
    .describe(
      'Makes `{ embeddings, mask, tokens }` of texts: the vectors of their tokens, `[batch, tokens, features]`.',
    ),
  /** Whether tokens that stand in many references count less. Default: `false`. */
  idf: z.boolean().default(false).describe('Whether tokens that stand in many references count less.'),
  /** Precision, recall and F1 of texts that have nothing to do with each other, which become 0. Default: not rescaled. */
  baseline: z
    .tuple([z.number().lt(1), z.number().lt(1), z.number().lt(1)])
    .optional()
    .describe(
      'Precision, recall and F1 of texts that have nothing to do with each other, which become 0. Default: not rescaled.',
    ),
};

/** Options of {@link bertScore}. */
export interface BertScoreOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof sentenceLevelShape>>,
    z.input<z.ZodObject<typeof shape>> {}

const NAMES = ['precision', 'recall', 'f1'] as const;

/**
 * BERTScore: how alike in meaning the tokens of predictions and references are, by the vectors that a network gives for them. Each token is
 * matched with the one of the other text whose vector has the nearest direction:
 *
 * ```math
 * P = \frac{\sum_i w_i \max_j \cos(p_i, r_j)}{\sum_i w_i}, \quad R = \frac{\sum_j w_j \max_i \cos(p_i, r_j)}{\sum_j w_j}, \quad F_1 =
 * \frac{2 P R}{P + R}
 * ```
 *
 * where cosines below 0 count as 0. The result is a record of the means `{ precision, recall, f1 }` over samples, in [0, 1]; higher is better.
 * Of several references each of the three is that of the best. With `idf` a token that stands in d of the n references weighs
 * $`w = \ln \frac{n + 1}{d + 1}`$, else 1; with a `baseline` b it is $`(x - b) / (1 - b)`$.
 *
 * `embedder` is yours: no weights come with LML. It is given a list of texts, outside of steps, and may give a promise; what is masked (padding,
 * marks of the beginning and the end) does not count, and `tokens` are asked for with `idf` only. By hand a prediction is a text or a list of
 * texts, the target a text or a list of texts for each; in a run they are what the predictor's `decode` gives and the target. Weights, one a
 * sample (`[batch]`), default 1; how rare tokens are is counted without them. A text without tokens has 0; NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` without an embedder; `LML_INVALID_ARGUMENT` for what are no texts, or what the embedder gives without `tokens`
 * for `idf`; `LML_SHAPE_MISMATCH` for other than one target a prediction, other shapes of what it gives, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { bertScore } from '@lml/metrics';
 *
 * const vectors: Record<string, number[]> = { cat: [1, 0, 0], dog: [0.8, 0.6, 0], car: [0, 0, 1] };
 * const embedder = (texts: readonly string[]) => ({
 *   embeddings: texts.map((text) => text.split(' ').map((word) => vectors[word]!)),
 * });
 * const state = new MetricState(bertScore({ embedder }));
 * await state.update(['cat car'], ['dog car']);
 * state.compute(); // => { precision: 0.9, recall: 0.9, f1: 0.9 }
 * ```
 *
 * @see [torchmetrics.text.BERTScore](https://lightning.ai/docs/torchmetrics/stable/text/bert_score.html) 1.9, which gives the scores of each
 * sample; Zhang et al. 2020, BERTScore: Evaluating text generation with BERT
 */
export const bertScore = defineComponent({
  kind: 'metric',
  name: 'bert-score',
  summary: 'How alike the tokens of texts are by the vectors that a network gives for them.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...sentenceLevelShape, ...shape }),
  examples: [
    { embedder: letters },
    { embedder: letters, idf: true, returnSentenceLevelScore: true },
    { embedder: letters, baseline: [0.1, 0.2, 0.15] },
  ],
  create: ({ embedder, idf, baseline, returnSentenceLevelScore, ...options }, { name, traits }): HostMetric => {
    const summed = (scores: readonly MatchScores[], weights: readonly number[] | undefined): Sums => {
      const sums = new Float64Array(4);
      scores.forEach((score, at) => {
        const weight = weights?.[at] ?? 1;
        score.forEach((value, part) => (sums[part]! += weight * value));
        sums[3]! += weight;
      });
      return { sums, sentences: scores };
    };
    const resultFrom = ({ sums, sentences }: Sums): MetricResult => {
      const rescaled = (value: number, part: number): number =>
        baseline === undefined ? value : (value - baseline[part]!) / (1 - baseline[part]!);
      const record = <Value>(of: (part: number) => Value): Record<string, Value> =>
        Object.fromEntries(NAMES.map((key, part) => [key, of(part)]));
      const means = record((part) => rescaled(sums[part]! / sums[3]!, part));
      if (!returnSentenceLevelScore) return means;
      return {
        ...means,
        sentences: record((part) => resultOf(sentences.map((score) => rescaled(score[part]!, part)))),
      };
    };
    return {
      name,
      ...metricView({ ...options, on: 'prediction' }),
      higherIsBetter: traits.higherIsBetter,
      init: () => (idf ? {} : { sums: arrayOf(new Float64Array(4), 4) }),
      async updateHost(input) {
        const { samples, weights } = textsOf(name, input, options, 'several');
        const embed = (texts: readonly string[]): ReturnType<typeof tokensOf> =>
          tokensOf(name, embedder, 'embeddings', texts, idf);
        const predictions = await embed(samples.map(({ prediction }) => prediction));
        const references = await embed(samples.flatMap((sample) => sample.references));
        let next = 0;
        const matches = samples.map((sample, at) =>
          sample.references.map(() => matchTokens(predictions[at]!, references[next++]!)),
        );
        if (idf) return keptMatches(matches, weights);
        const { sums, sentences } = summed(
          matches.map((one) => matchScores(one)),
          weights,
        );
        return {
          sums: arrayOf(sums, 4),
          ...(returnSentenceLevelScore && { 'kept/sentences': arrayOf(Float64Array.from(sentences.flat()), 3) }),
        };
      },
      compute(state) {
        if (!idf) {
          const kept = numbersOf(state['kept/sentences']);
          const sentences = Array.from({ length: kept.length / 3 }, (_, at) => kept.slice(at * 3, at * 3 + 3));
          return resultFrom({ sums: Float64Array.from(numbersOf(state['sums'])), sentences: sentences as never });
        }
        const { matches, weights } = matchesFrom(state);
        const weightOf = inverseFrequencies(matches.flat().map(({ reference }) => reference.tokens));
        return resultFrom(
          summed(
            matches.map((one) => matchScores(one, weightOf)),
            weights,
          ),
        );
      },
    };
  },
  conformance: ({ idf = false }: BertScoreOptions) => ({
    weights: !idf,
    batch: {
      prediction: ['the cat is here', 'he reads a book', 'we are at home', 'no more of this'],
      target: [['a cat is there', 'cats are here'], 'he read the book', 'we are home', ['no more', 'none of this']],
    },
  }),
  higherIsBetter: true,
});

/** The sums of the three scores and of the weights, and the scores of each sample. */
interface Sums {
  readonly sums: Float64Array;
  readonly sentences: readonly MatchScores[];
}

function arrayOf(data: Float64Array, width: number): NdArray {
  return { dtype: 'float64', shape: data.length === width && width === 4 ? [4] : [data.length / width, width], data };
}

/** What is kept for weights that are known at the end: the matches of all tokens, and to which texts they belong. */
function keptMatches(
  matches: readonly (readonly TokenMatches[])[],
  weights: readonly number[] | undefined,
): MetricValues {
  const [pairs, tokens]: [number[], number[]] = [[], []];
  matches.forEach((references, sample) =>
    references.forEach(({ prediction, reference }, at) => {
      pairs.push(at === 0 ? 1 : 0, weights?.[sample] ?? 1, prediction.best.length, reference.best.length);
      for (const side of [prediction, reference]) side.best.forEach((best, token) => tokens.push(side.tokens[token]!, best)); // prettier-ignore
    }),
  );
  const kept = (numbers: number[], width: number): NdArray => ({
    dtype: 'float64',
    shape: [numbers.length / width, width],
    data: Float64Array.from(numbers),
  });
  return { 'kept/pairs': kept(pairs, 4), 'kept/tokens': kept(tokens, 2) };
}

function matchesFrom(state: MetricValues): { matches: TokenMatches[][]; weights: number[] } {
  const [pairs, numbers] = [numbersOf(state['kept/pairs']), numbersOf(state['kept/tokens'])];
  const [matches, weights]: [TokenMatches[][], number[]] = [[], []];
  let from = 0;
  const side = (count: number): TokenMatches['prediction'] => {
    const own = numbers.slice(2 * from, 2 * (from + count));
    from += count;
    return { tokens: own.filter((_, at) => at % 2 === 0), best: own.filter((_, at) => at % 2 === 1) };
  };
  for (let at = 0; at < pairs.length; at += 4) {
    const pair = { prediction: side(pairs[at + 2]!), reference: side(pairs[at + 3]!) };
    if (pairs[at] === 1) {
      matches.push([pair]);
      weights.push(pairs[at + 1]!);
    } else matches.at(-1)!.push(pair);
  }
  return { matches, weights };
}

/** A network for conformance: each letter is a token, whose vector is made of its number. */
function letters(texts: readonly string[]): TokenNumbers<'embeddings'> {
  const length = Math.max(1, ...texts.map((text) => text.length));
  const codes = texts.map((text) => Array.from({ length }, (_, at) => text.charCodeAt(at) || 0));
  return {
    embeddings: tf.tensor3d(codes.map((row) => row.map((code) => [Math.sin(code), Math.cos(3 * code), 0.5]))),
    mask: codes.map((row) => row.map((code) => (code > 0 ? 1 : 0))),
    tokens: codes,
  };
}
