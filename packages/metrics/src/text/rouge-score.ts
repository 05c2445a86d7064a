import { defineComponent, InvalidArgumentError, type MetricResult } from '@lml/core';
import { z } from 'zod';

import { stemOf } from '../shared/porter-stemmer.js';
import { rougeOf, type RougeScore, type RougeText } from '../shared/rouge.js';
import { textMetric } from '../shared/text-metric.js';
import { textShape, textViewShape } from '../shared/text-options.js';

/** Makes a text of a text. */
export type TextFunction = (text: string) => string;
/** Makes a list of texts of a text. */
export type TextsFunction = (text: string) => readonly string[];

const textFunction = z.custom<TextFunction>((value) => typeof value === 'function', 'must be a function of a text');
const textsFunction = z.custom<TextsFunction>((value) => typeof value === 'function', 'must be a function of a text');

const KEYS = ['rouge1', 'rouge2', 'rouge3', 'rouge4', 'rouge5', 'rouge6', 'rouge7', 'rouge8', 'rouge9', 'rougeL', 'rougeLsum'] as const; // prettier-ignore
const SCORES = ['fmeasure', 'precision', 'recall'] as const;

const shape = {
  /**
   * Which scores are computed: of n words together, of the longest common subsequence, of that of sentences. Default:
   * `['rouge1', 'rouge2', 'rougeL', 'rougeLsum']`.
   */
  rougeKeys: z
    .array(z.enum(KEYS))
    .min(1)
    .default(['rouge1', 'rouge2', 'rougeL', 'rougeLsum'])
    .describe(
      'Which scores are computed: of n words together, of the longest common subsequence, of that of sentences.',
    ),
  /** Whether words of more than three letters are reduced to their English stems. Default: `false`. */
  useStemmer: z
    .boolean()
    .default(false)
    .describe('Whether words of more than three letters are reduced to their English stems.'),
  /** Of several references the one with the best F score (best), or the mean of all (avg). Default: `'best'`. */
  accumulate: z
    .enum(['best', 'avg'])
    .default('best')
    .describe('Of several references the one with the best F score (best), or the mean of all (avg).'),
  /** Prepares a text. Default: small letters, and a space for all but ASCII letters and digits. */
  normalizer: textFunction
    .optional()
    .describe('Prepares a text. Default: small letters, and a space for all but ASCII letters and digits.'),
  /** Makes words of a prepared text. Default: white space separates them. */
  tokenizer: textsFunction.optional().describe('Makes words of a prepared text. Default: white space separates them.'),
  /** Makes sentences of a text, for rougeLsum. Default: line breaks separate them. */
  sentences: textsFunction
    .optional()
    .describe('Makes sentences of a text, for rougeLsum. Default: line breaks separate them.'),
};

/** Options of {@link rougeScore}. */
export interface RougeScoreOptions
  extends
    z.input<z.ZodObject<typeof textViewShape>>,
    z.input<z.ZodObject<typeof textShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * ROUGE: how many words of references predictions have (recall) and the other way round (precision), the means over samples. The result has
 * `{ fmeasure, precision, recall }` for each of `rougeKeys`, in [0, 1], and higher is better:
 * - `rouge1` to `rouge9` count n words together, each as often as in both texts;
 * - `rougeL` takes the longest common subsequence of words;
 * - `rougeLsum` takes it for each sentence of the reference with any of the prediction.
 *
 * Only ASCII letters and digits make words unless `normalizer` and `tokenizer` say otherwise, so that texts in other scripts have none.
 * Sentences are lines, as in rouge-score: the splitter of NLTK, which torchmetrics takes, is a model of its own; give `sentences` for another.
 * Functions are for code; a YAML file has none. By hand a prediction is a text or a list of texts, the target a text or a list of texts for
 * each; in a run they are what the predictor's `decode` gives and the target. Weights, one a sample (`[batch]`), default 1. NaN where nothing
 * was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts, and for sentences of which a table would be too large; `LML_SHAPE_MISMATCH` for other
 * than one target a prediction, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { rougeScore } from '@lml/metrics';
 *
 * const state = new MetricState(rougeScore({ rougeKeys: ['rouge1', 'rougeL'], useStemmer: true }));
 * await state.update(['My name is John'], ['Is your name John']);
 * state.compute(); // => { rouge1: { fmeasure: 0.75, precision: 0.75, recall: 0.75 }, rougeL: { fmeasure: 0.5, precision: 0.5, recall: 0.5 } }
 * ```
 *
 * @see [torchmetrics.text.ROUGEScore](https://lightning.ai/docs/torchmetrics/stable/text/rouge_score.html) 1.9;
 * [rouge-score](https://github.com/google-research/google-research/tree/master/rouge) 0.1.2
 */
export const rougeScore = defineComponent({
  kind: 'metric',
  name: 'rouge-score',
  summary: 'Precision, recall and F score of the words that predictions and references share.',
  schema: z.strictObject({ ...textViewShape, ...textShape, ...shape }),
  examples: [{}, { rougeKeys: ['rouge1', 'rougeL'], useStemmer: true, accumulate: 'avg' }],
  create: ({ rougeKeys, useStemmer, accumulate, normalizer, tokenizer, sentences, ...options }, nature) => {
    const keys = [...new Set(rougeKeys)];
    const tokens = (text: string): readonly string[] => {
      const words = (tokenizer ?? spaced)((normalizer ?? plain)(text));
      if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
        throw new InvalidArgumentError(`What tokenizer of ${nature.name} gives`, 'a list of texts', words);
      const stems = useStemmer ? words.map((word) => (word.length > 3 ? stemOf(word.toLowerCase()) : word)) : words;
      return stems.filter((word) => word !== '');
    };
    const prepared = (text: string): RougeText => ({
      words: tokens(text),
      sentences: keys.includes('rougeLsum') ? (sentences ?? lines)(text).map(tokens) : [],
    });
    return textMetric({
      ...nature,
      options,
      sums: Object.fromEntries(keys.map((key) => [key, SCORES.length])),
      count: ({ prediction, references }) => {
        const own = prepared(prediction);
        const right = references.map(prepared);
        const scores = keys.map((key) => {
          const each = right.map((reference) => rougeOf(kindOf(key), own, reference));
          return [key, accumulate === 'best' ? best(each) : mean(each)] as const;
        });
        return Object.fromEntries(scores);
      },
      result: (sums, samples) => byName(keys, (key) => sums[key]!.map((sum) => sum / samples)),
      none: byName(keys, () => [NaN, NaN, NaN]),
    });
  },
  conformance: {
    batch: {
      prediction: ['the cats are running home', 'he reads the book', 'one two three\nfour five', 'nothing of it'],
      target: [['a cat runs home', 'the cats run'], 'she has read the book', 'one three four\nfive', 'all of that'],
    },
  },
  higherIsBetter: true,
});

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
}

function spaced(text: string): readonly string[] {
  return text.split(/\p{White_Space}+/u);
}

function lines(text: string): readonly string[] {
  return text.split('\n');
}

function kindOf(key: (typeof KEYS)[number]): number | 'L' | 'Lsum' {
  const kind = key.slice('rouge'.length);
  return kind === 'L' || kind === 'Lsum' ? kind : Number(kind);
}

function best(scores: readonly RougeScore[]): number[] {
  return numbers(scores.reduce((most, one) => (one.fmeasure > most.fmeasure ? one : most)));
}

function mean(scores: readonly RougeScore[]): number[] {
  const rows = scores.map(numbers);
  return SCORES.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
}

function numbers(score: RougeScore): number[] {
  return SCORES.map((name) => score[name]);
}

function byName(keys: readonly string[], of: (key: string) => readonly number[]): MetricResult {
  return Object.fromEntries(
    keys.map((key) => {
      const values = of(key);
      return [key, Object.fromEntries(SCORES.map((name, at) => [name, values[at]!]))];
    }),
  );
}
