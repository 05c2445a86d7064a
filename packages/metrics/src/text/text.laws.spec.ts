import { MetricState, type HostMetric, type MetricResult } from '@lml/core';
import fc from 'fast-check';

import {
  bleuScore,
  charErrorRate,
  chrfScore,
  editDistance,
  extendedEditDistance,
  matchErrorRate,
  rougeScore,
  sacreBleuScore,
  squad,
  translationEditRate,
  wordErrorRate,
  wordInfoLost,
  wordInfoPreserved,
} from '../components.js';

interface Sample {
  readonly prediction: string;
  readonly references: readonly string[];
  readonly weight: number;
}

const text = fc
  .array(fc.constantFrom('a', 'the', 'cat', 'cats.', 'Runs', '😀', 'e\u0301', '我是', '1,000', '\n'), { maxLength: 8 })
  .map((words) => words.join(' '));
const samplesOf = (most: number): fc.Arbitrary<Sample[]> =>
  fc.array(
    fc.record({
      prediction: text,
      references: fc.array(text, { minLength: 1, maxLength: most }),
      weight: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

const SUBJECTS: (readonly [string, HostMetric, fc.Arbitrary<Sample[]>])[] = [
  ...[wordErrorRate(), matchErrorRate(), wordInfoLost(), wordInfoPreserved(), charErrorRate(), editDistance()].map(
    (metric) => [metric.name, metric, samplesOf(1)] as const,
  ),
  ...[
    bleuScore({ smooth: true }),
    sacreBleuScore({ nGram: 2, tokenize: 'intl', smooth: 'exp' }),
    chrfScore(),
    rougeScore({ useStemmer: true }),
    rougeScore({ accumulate: 'avg', rougeKeys: ['rougeLsum'] }),
    extendedEditDistance(),
    translationEditRate({ normalize: true }),
    squad(),
  ].map((metric) => [metric.name, metric, samplesOf(3)] as const),
];

async function stateOf(metric: HostMetric, samples: readonly Sample[]): Promise<MetricState> {
  const state = new MetricState(metric);
  await state.update(
    samples.map(({ prediction }) => prediction),
    samples.map(({ references }) => (references.length === 1 ? references[0]! : references)),
    { weight: samples.map(({ weight }) => weight) },
  );
  return state;
}

/** The numbers of a result. Sums of fractions depend on their order in the last digits. */
function rounded(result: MetricResult): string {
  return JSON.stringify(result, (_, value: unknown) => (typeof value === 'number' ? value.toPrecision(12) : value));
}

describe.each(SUBJECTS)('%s', (_, metric, arbitrary) => {
  it('is the same of parts that are merged', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.nat(8), async (samples, at) => {
        const parts = await stateOf(metric, samples.slice(0, at));
        parts.merge(await stateOf(metric, samples.slice(at)));
        const whole = await stateOf(metric, samples);
        expect(rounded(parts.compute())).toBe(rounded(whole.compute()));
      }),
      { numRuns: 25 },
    );
  });

  it('does not depend on the order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (samples) => {
        const turned = await stateOf(metric, samples.toReversed());
        expect(rounded(turned.compute())).toBe(rounded((await stateOf(metric, samples)).compute()));
      }),
      { numRuns: 25 },
    );
  });

  it('is at its best where the reference is predicted', async () => {
    const words = text.filter((one) => /[a-z]/.test(one));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, words), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const numbers = async (predicted: (pair: readonly [string, string]) => string): Promise<number[]> => {
          const samples = pairs.map((pair) => ({ prediction: predicted(pair), references: [pair[1]], weight: 1 }));
          const result = rounded((await stateOf(metric, samples)).compute());
          return Array.from(result.matchAll(/-?\d+\.\d+(?:e[-+]\d+)?/g), Number);
        };
        const [found, best] = [await numbers(([own]) => own), await numbers(([, right]) => right)];
        expect(best.length).toBeGreaterThan(0);
        // Of predictions without words some rates are not defined.
        for (const [index, value] of found.entries()) {
          const [better, worse] = metric.higherIsBetter === true ? [best[index]!, value] : [value, best[index]!];
          expect(better).toBeGreaterThanOrEqual(worse - 1e-9);
        }
      }),
      { numRuns: 25 },
    );
  });
});
