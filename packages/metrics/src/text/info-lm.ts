import {
  defineComponent,
  metricView,
  type HostMetric,
  type MetricResult,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';

import { isFunction } from '../shared/features/extractor.js';
import { checkMeasure, measureOf, measureShape } from '../shared/features/information-measures.js';
import {
  inverseFrequencies,
  tokensOf,
  type TextTokens,
  type TokenFunction,
  type TokenNumbers,
} from '../shared/features/token-rows.js';
import { sentenceLevelShape, textShape, textViewShape } from '../shared/text-options.js';
import { textsOf } from '../shared/texts.js';
import { numbersOf, resultOf } from '../shared/values.js';

const shape = {
  /**
   * Makes `{ logits, mask, tokens }` of texts: what it expects in the place of each token, `[batch, tokens, vocabulary]`.
   */
  languageModel: z
    .custom<TokenFunction<'logits'>>(isFunction, 'must be a function of texts')
    .describe(
      'Makes `{ logits, mask, tokens }` of texts: what it expects in the place of each token, `[batch, tokens, vocabulary]`.',
    ),
  /** What logits are divided by. Default: `0.25`. */
  temperature: z.number().positive().default(0.25).describe('What logits are divided by.'),
  /** Whether tokens that stand in many texts count less. Default: `false`. */
  idf: z.boolean().default(false).describe('Whether tokens that stand in many texts count less.'),
};

/** Options of {@link infoLm}. */
export interface InfoLmOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof sentenceLevelShape>>,
    z.input<z.ZodObject<typeof measureShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * InfoLM: how far what a masked language model expects in the places of a prediction's tokens is from what it expects in those of the
 * reference's. The distribution of a text is the mean of those of its tokens, each the softmax of logits over `temperature`; with `idf` a
 * token that stands in d of the n texts (predictions and references each by themselves) weighs $`\ln \frac{n + 1}{d + 1}`$, else 1.
 * `informationMeasure` compares the two, p of the prediction and q of the reference:
 *
 * - `kl-divergence` $`\sum q \ln (q / p)`$, `alpha-divergence` $`\frac{\sum q^α p^{1-α} - 1}{α (α - 1)}`$, `renyi-divergence`
 *   $`\frac{\ln \sum q^α p^{1-α}}{α - 1}`$;
 * - `ab-divergence` $`\frac{\ln \sum q^{α+β}}{β(α+β)} + \frac{\ln \sum p^{α+β}}{α(α+β)} - \frac{\ln \sum q^α p^β}{αβ}`$, and `beta-divergence`,
 *   where α is 1;
 * - `l1-distance`, `l2-distance`, `l-infinity-distance`, and `fisher-rao-distance` $`2 \arccos \sum \sqrt{p q}`$.
 *
 * The result is the mean over samples, from 0 for equal texts; less is better. `languageModel` is yours: no weights come with LML. It is given
 * a list of texts, outside of steps, and may give a promise; its logits of a token are those with this token masked, and what is masked
 * out (padding, marks of the beginning and the end) does not count. With `idf`, for which it also gives `tokens`, what it gives for each token is
 * kept, so that few texts fit. By hand a prediction is a text or a list of texts, the target a text for each; in a run they are what the
 * predictor's `decode` gives and the target. Weights, one a sample (`[batch]`), default 1; how rare tokens are is counted without them. NaN
 * where nothing was counted, and of texts without tokens.
 *
 * @throws `LML_INVALID_OPTIONS` without a language model, or a parameter that the measure needs; `LML_INVALID_ARGUMENT` for what are no texts, what
 * the model gives without `tokens` for `idf`, or more than 2²⁷ kept numbers; `LML_SHAPE_MISMATCH` for other than one target a prediction, other
 * shapes of what it gives, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { infoLm } from '@lml/metrics';
 *
 * const expected: Record<string, number[]> = { cat: [Math.log(3), 0], car: [0, Math.log(3)] };
 * const languageModel = (texts: readonly string[]) => ({ logits: texts.map((text) => text.split(' ').map((word) => expected[word]!)) });
 * const state = new MetricState(infoLm({ languageModel, temperature: 1, informationMeasure: 'l1-distance' }));
 * await state.update(['cat cat'], ['cat car']);
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.text.InfoLM](https://lightning.ai/docs/torchmetrics/stable/text/infolm.html) 1.9, where `idf` is the default, the first two
 * measures are below 0, and pairs are mixed up where lengths differ; Colombo, Clavel and Piantanida 2022, InfoLM: A new metric to evaluate
 * summarization and data2text generation
 */
export const infoLm = defineComponent({
  kind: 'metric',
  name: 'info-lm',
  summary: 'How far what a language model expects in the places of tokens is from what it expects in a reference.',
  schema: z
    .strictObject({ ...textViewShape, ...textShape, ...sentenceLevelShape, ...measureShape, ...shape })
    .superRefine(checkMeasure),
  examples: [
    { languageModel: letters },
    { languageModel: letters, idf: true, informationMeasure: 'fisher-rao-distance', returnSentenceLevelScore: true },
    { languageModel: letters, temperature: 1, informationMeasure: 'ab-divergence', alpha: 0.5, beta: 0.25 },
  ],
  create: ({ languageModel, temperature, idf, returnSentenceLevelScore, ...options }, { name, traits }): HostMetric => {
    const scoreOf = (prediction: Float64Array, reference: Float64Array): number =>
      measureOf(options, prediction, reference);
    const resultFrom = (scores: readonly number[], [sum = 0, total = 0]: readonly number[]): MetricResult =>
      returnSentenceLevelScore ? { value: sum / total, sentences: resultOf(scores) } : sum / total;
    return {
      name,
      ...metricView({ ...options, on: 'prediction' }),
      higherIsBetter: traits.higherIsBetter,
      keepAdvice: 'Give idf: false, with which distributions of tokens are not kept.',
      init: () => (idf ? {} : { sums: { dtype: 'float64', shape: [2], data: new Float64Array(2) } }),
      async updateHost(input) {
        const { samples, weights = samples.map(() => 1) } = textsOf(name, input, options, 'one');
        const expected = async (texts: readonly string[]): Promise<TextTokens[]> => {
          const found = await tokensOf(name, languageModel, 'logits', texts, idf);
          return found.map(({ rows, tokens }) => ({ rows: rows.map((row) => softmax(row, temperature)), tokens }));
        };
        const predictions = await expected(samples.map(({ prediction }) => prediction));
        const references = await expected(samples.map((sample) => sample.references[0]!));
        if (idf) return { ...kept('prediction', predictions), ...kept('reference', references), 'kept/weights': resultOf(weights) }; // prettier-ignore
        const scores = samples.map((_, at) => scoreOf(meanOf(predictions[at]!), meanOf(references[at]!)));
        return {
          sums: { dtype: 'float64', shape: [2], data: Float64Array.from(summed(scores, weights)) },
          ...(returnSentenceLevelScore && { 'kept/sentences': resultOf(scores) }),
        };
      },
      compute(state) {
        if (!idf) return resultFrom(numbersOf(state['kept/sentences']), numbersOf(state['sums']));
        const [predictions, references] = [distributions('prediction', state), distributions('reference', state)];
        const scores = predictions.map((one, at) => scoreOf(one, references[at]!));
        return resultFrom(scores, summed(scores, numbersOf(state['kept/weights'])));
      },
    };
  },
  conformance: ({ idf = false }: InfoLmOptions) => ({
    weights: !idf,
    batch: {
      prediction: ['the cat is here', 'he reads a book', 'we are at home', 'no more of this'],
      target: ['a cat is there', 'he read the book', 'we are home', 'none of this'],
    },
  }),
  higherIsBetter: false,
});

function summed(scores: readonly number[], weights: readonly number[]): [sum: number, total: number] {
  return [
    scores.reduce((sum, score, at) => sum + weights[at]! * score, 0),
    weights.reduce((total, weight) => total + weight, 0),
  ];
}

function softmax(logits: Float64Array, temperature: number): Float64Array {
  const most = logits.reduce((best, value) => Math.max(best, value), -Infinity);
  const shares = logits.map((value) => Math.exp((value - most) / temperature));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** The mean of the distributions of a text's tokens. */
function meanOf({ rows, tokens }: TextTokens, weightOf?: (token: number) => number): Float64Array {
  const weights = rows.map((_, at) => (weightOf === undefined ? 1 : weightOf(tokens[at]!)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(rows[0]?.length ?? 1).fill(rows.length === 0 ? NaN : 0);
  rows.forEach((row, token) => row.forEach((share, at) => (mean[at]! += (weights[token]! * share) / total)));
  return mean;
}

/** The distributions of all tokens, which they are, and how many each text has. */
function kept(side: string, texts: readonly TextTokens[]): MetricValues {
  const rows = texts.flatMap((text) => text.rows);
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, at) => data.set(row, at * width));
  const shares: NdArray = { dtype: 'float32', shape: [rows.length, width], data };
  return {
    ...(rows.length > 0 && { [`kept/${side}-shares`]: shares }),
    [`kept/${side}-tokens`]: resultOf(texts.flatMap(({ tokens }) => tokens)),
    [`kept/${side}-lengths`]: resultOf(texts.map((text) => text.rows.length)),
  };
}

/** The distributions of all texts of a side. */
function distributions(side: string, state: MetricValues): Float64Array[] {
  const shares = state[`kept/${side}-shares`];
  const width = shares?.shape[1] ?? 0;
  const all = numbersOf(state[`kept/${side}-tokens`]);
  let from = 0;
  const texts = numbersOf(state[`kept/${side}-lengths`]).map((length): TextTokens => {
    const places = Array.from({ length }, () => from++);
    const row = (at: number): Float64Array =>
      Float64Array.from((shares!.data as Float32Array).subarray(at * width, (at + 1) * width));
    return { rows: places.map(row), tokens: places.map((at) => all[at]!) };
  });
  const weightOf = inverseFrequencies(texts.map(({ tokens }) => tokens));
  return texts.map((text) => meanOf(text, weightOf));
}

/** A language model for conformance: each letter is a token, and it expects one of four. */
function letters(texts: readonly string[]): TokenNumbers<'logits'> {
  const length = Math.max(1, ...texts.map((text) => text.length));
  const codes = texts.map((text) => Array.from({ length }, (_, at) => text.charCodeAt(at) || 0));
  return {
    logits: codes.map((row) => row.map((code) => [1, 2, 3, 4].map((factor) => Math.sin(factor * code)))),
    mask: codes.map((row) => row.map((code) => (code > 0 ? 1 : 0))),
    tokens: codes,
  };
}
