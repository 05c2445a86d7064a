import {
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  ndArray,
  type HostMetric,
  type HostMetricInput,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The longest runs of words that are compared. Default: `4`. */
  maxOrder: z.int().min(1).max(8).default(4).describe('The longest runs of words that are compared.'),
  /** Whether 1 is added to the counts of runs of two words and more, so that none is zero. Default: `false`. */
  smooth: z
    .boolean()
    .default(false)
    .describe('Whether 1 is added to the counts of runs of two words and more, so that none is zero.'),
};

/** Options of {@link textBleu}. */
export interface TextBleuOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * BLEU of texts against one or several right ones: the geometric mean of the shares of runs of 1 to `maxOrder` words that occur in a
 * right text, times `exp(1 − right / said)` where all that was said is shorter than the right texts nearest in length. Words are what
 * stands between spaces. 0 where a share is 0.
 *
 * It counts on the host. Texts are the predictor's records, or their entry `text`; right ones are the column `target`, a text or a list
 * of texts a sample. Sample weights are not used, as BLEU has none.
 *
 * @throws `LML_INVALID_ARGUMENT` where there are no texts.
 *
 * @see Papineni, Roukos, Ward, Zhu: BLEU: a Method for Automatic Evaluation of Machine Translation (2002);
 * torchmetrics.text.BLEUScore
 */
export const textBleu = defineComponent({
  kind: 'metric',
  name: 'text-bleu',
  summary: 'BLEU of predicted texts.',
  schema: z.strictObject({ ...metricShape, on: metricShape.on.default('prediction'), ...shape }),
  examples: [{}, { maxOrder: 2, smooth: true }],
  higherIsBetter: true,
  conformance: {
    weights: false,
    batch: {
      prediction: ndArray([0, 0, 0, 0]),
      records: ['the cat sat on the mat', { text: 'a dog barks at it' }, 'no', 'one two three four'],
      target: ['the cat sat on a mat', ['a dog barks at me', 'the dog barks at it'], 'yes', 'one two three'],
    },
  },
  create: ({ maxOrder, smooth, ...options }, { name, traits }): HostMetric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => ({ right: zeros(maxOrder), runs: zeros(maxOrder), lengths: zeros(2) }),
    updateHost(input) {
      const [right, runs] = [zeros(maxOrder), zeros(maxOrder)];
      const lengths = zeros(2);
      const targets = textsOf(name, 'target', input.target);
      saidTexts(name, input).forEach((text, row) => {
        const said = wordsOf(text);
        const answers = [targets[row]!].flat().map(wordsOf);
        lengths.data[0]! += said.length;
        lengths.data[1]! += nearest(said.length, answers);
        for (let order = 1; order <= maxOrder; order++) {
          const known = answers.map((answer) => runsOf(answer, order));
          for (const [run, count] of runsOf(said, order)) {
            runs.data[order - 1]! += count;
            right.data[order - 1]! += Math.min(count, Math.max(...known.map((counts) => counts.get(run) ?? 0)));
          }
        }
      });
      return { right, runs, lengths };
    },
    compute({ right, runs, lengths }) {
      const [said, answered] = Array.from(lengths!.data as Float64Array);
      if (said === 0) return NaN;
      const shares = Array.from({ length: maxOrder }, (_, index) => {
        const added = smooth && index > 0 ? 1 : 0;
        return (Number(right!.data[index]) + added) / (Number(runs!.data[index]) + added);
      });
      if (shares.some((share) => !(share > 0))) return 0;
      const mean = shares.reduce((sum, share) => sum + Math.log(share), 0) / maxOrder;
      return Math.exp(mean + (said! > answered! ? 0 : 1 - answered! / said!));
    },
  }),
});

function zeros(length: number): NdArray<'float64'> {
  return ndArray<'float64'>(new Float64Array(length));
}

function saidTexts(name: string, { records, prediction }: HostMetricInput): readonly string[] {
  const said = (records ?? prediction) as readonly unknown[];
  const texts = Array.isArray(said)
    ? said.map((record: unknown) => (typeof record === 'string' ? record : (record as { text?: unknown } | null)?.text))
    : said;
  return textsOf(name, "the predictor's records", texts) as readonly string[];
}

function textsOf(name: string, part: string, given: unknown): readonly (string | readonly string[])[] {
  const isText = (value: unknown): boolean =>
    typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every(isText));
  if (Array.isArray(given) && given.every(isText)) return given as readonly string[];
  const remedy =
    "A predictor's decode gives texts, or records with a text; a dataset has texts as a column of strings.";
  throw new InvalidArgumentError(`The metric '${name}'`, `given texts as ${part}`, given, remedy);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The length of the right text that is nearest in length, the first of equally near ones. */
function nearest(length: number, answers: readonly (readonly string[])[]): number {
  const lengths = answers.map((answer) => answer.length);
  return lengths.reduce((best, own) => (Math.abs(own - length) < Math.abs(best - length) ? own : best));
}

/** How often each run of `order` words occurs. */
function runsOf(words: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let from = 0; from + order <= words.length; from++) {
    const run = words.slice(from, from + order).join(' ');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

declare module '@lml/core' {
  interface MetricComponents {
    'text-bleu': typeof textBleu;
  }
  interface MetricOptions {
    'text-bleu': TextBleuOptions;
  }
}
