import { isNdArray, MetricState, type Metric, type MetricResult } from '@lml/core';
import fc from 'fast-check';

import {
  concordanceCorrCoef,
  continuousRankedProbabilityScore,
  cosineSimilarity,
  criticalSuccessIndex,
  explainedVariance,
  jensenShannonDivergence,
  kendallRankCorrCoef,
  klDivergence,
  logCoshError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredLogError,
  medianAbsoluteError,
  minkowskiDistance,
  normalizedRootMeanSquaredError,
  pearsonCorrCoef,
  r2Score,
  relativeSquaredError,
  spearmanCorrCoef,
  symmetricMeanAbsolutePercentageError,
  tweedieDevianceScore,
  weightedMeanAbsolutePercentageError,
} from '../components.js';

/** One sample: what the metric is shown of it. */
interface Sample {
  readonly prediction: number | number[];
  readonly target: number | number[];
  readonly weight: number;
}

const OUTPUTS = 3;
/** Above 0, so that all metrics are defined. */
const number = fc.integer({ min: 1, max: 64 }).map((value) => value / 16);
const row = fc.array(number, { minLength: OUTPUTS, maxLength: OUTPUTS });

const samplesOf = (prediction: fc.Arbitrary<number | number[]>, target = prediction): fc.Arbitrary<Sample[]> =>
  fc.array(fc.record({ prediction, target, weight: fc.integer({ min: 1, max: 3 }) }), { minLength: 2, maxLength: 12 });

const OF_NUMBERS: readonly Metric[] = [
  meanAbsoluteError(),
  meanAbsolutePercentageError(),
  symmetricMeanAbsolutePercentageError(),
  weightedMeanAbsolutePercentageError(),
  meanSquaredLogError(),
  logCoshError(),
  minkowskiDistance({ p: 3 }),
  tweedieDevianceScore({ power: 1.5 }),
  criticalSuccessIndex({ threshold: 2 }),
  r2Score(),
  medianAbsoluteError(),
  spearmanCorrCoef(),
  kendallRankCorrCoef(),
  normalizedRootMeanSquaredError({ normalization: 'range' }),
];
const OF_ROWS: readonly Metric[] = [
  meanAbsoluteError({ numOutputs: OUTPUTS }),
  klDivergence({ reduction: 'sum' }),
  jensenShannonDivergence(),
  cosineSimilarity({ reduction: 'mean' }),
  criticalSuccessIndex({ threshold: 2, keepSequenceDim: 1 }),
  r2Score({ numOutputs: OUTPUTS, multioutput: 'varianceWeighted' }),
  explainedVariance({ numOutputs: OUTPUTS, multioutput: 'rawValues' }),
  relativeSquaredError({ numOutputs: OUTPUTS }),
  normalizedRootMeanSquaredError({ numOutputs: OUTPUTS, normalization: 'std' }),
  pearsonCorrCoef({ numOutputs: OUTPUTS }),
  concordanceCorrCoef({ numOutputs: OUTPUTS }),
  medianAbsoluteError({ numOutputs: OUTPUTS, multioutput: 'rawValues' }),
  spearmanCorrCoef({ numOutputs: OUTPUTS }),
];
const SUBJECTS: (readonly [string, Metric, fc.Arbitrary<Sample[]>])[] = [
  ...OF_NUMBERS.map((metric) => [metric.name, metric, samplesOf(number)] as const),
  ...OF_ROWS.map((metric) => [`${metric.name} of rows`, metric, samplesOf(row)] as const),
  ['scores of ensembles', continuousRankedProbabilityScore(), samplesOf(row, number)],
];

async function stateOf(metric: Metric, ...batches: readonly (readonly Sample[])[]): Promise<MetricState> {
  const state = new MetricState(metric);
  for (const batch of batches) {
    if (batch.length === 0) continue;
    await state.update(
      batch.map(({ prediction }) => prediction),
      batch.map(({ target }) => target),
      { weight: batch.map(({ weight }) => weight) },
    );
  }
  return state;
}

/** Equal but for the digits that float32 loses. */
function expectAlike(result: MetricResult, expected: MetricResult): void {
  const [found, wanted] = [result, expected].map((one) => (isNdArray(one) ? Array.from(one.data, Number) : [one]));
  const near = (one: number): unknown => (Number.isFinite(one) ? expect.closeTo(one, one > 100 ? 1 : 4) : one);
  expect(found).toEqual(wanted!.map((one) => near(one as number)));
}

describe.each(SUBJECTS)('%s', (_, metric, arbitrary) => {
  it('is the same in one pass, in batches, merged of parts, and in another order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.nat(12), fc.nat(12), async (samples, first, second) => {
        const [from, to] = [Math.min(first, second), Math.max(first, second)];
        const parts = [samples.slice(0, from), samples.slice(from, to), samples.slice(to)];
        const whole = (await stateOf(metric, samples)).compute();
        expectAlike((await stateOf(metric, ...parts)).compute(), whole);
        const merged = await stateOf(metric);
        for (const part of parts) merged.merge(await stateOf(metric, part));
        expectAlike(merged.compute(), whole);
        expectAlike((await stateOf(metric, samples.toReversed())).compute(), whole);
      }),
      { numRuns: 15 },
    );
  });
});
