import { isNdArray, MetricState, type AnyMetric, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import {
  errorRelativeGlobalDimensionlessSynthesis,
  multiScaleStructuralSimilarityIndexMeasure,
  peakSignalNoiseRatio,
  peakSignalNoiseRatioWithBlockedEffect,
  qualityWithNoReference,
  relativeAverageSpectralError,
  rootMeanSquaredErrorUsingSlidingWindow,
  spatialCorrelationCoefficient,
  spatialDistortionIndex,
  spectralAngleMapper,
  spectralDistortionIndex,
  structuralSimilarityIndexMeasure,
  totalVariation,
  universalImageQualityIndex,
  visualInformationFidelity,
} from '../components.js';

const SAMPLES = 5;
const pixels = (seed: number, ...shape: number[]): tf.Tensor =>
  tf.randomUniform([SAMPLES, ...shape], 0.25, 1, 'float32', seed);
const pair = (...shape: number[]): Record<string, tf.Tensor> => ({
  prediction: pixels(1, ...shape),
  target: pixels(2, ...shape),
});
const fused = { ...pair(11, 12, 2), pan: pixels(3, 11, 12, 1) };

const SUBJECTS: readonly (readonly [AnyMetric, Record<string, tf.Tensor>])[] = [
  [peakSignalNoiseRatio({ dataRange: 1 }), pair(4, 5, 2)],
  [peakSignalNoiseRatio({ dataRange: 1, dim: [1, 2, 3] }), pair(4, 5, 2)],
  [peakSignalNoiseRatioWithBlockedEffect({ dataRange: 1, blockSize: 2 }), pair(6, 5, 1)],
  [structuralSimilarityIndexMeasure(), pair(6, 7, 2)],
  [structuralSimilarityIndexMeasure({ dataRange: 1, reduction: 'sum' }), pair(6, 7, 2)],
  [multiScaleStructuralSimilarityIndexMeasure({ sigma: 0.5, betas: [0.5, 0.5] }), pair(10, 11, 1)],
  [universalImageQualityIndex({ kernelSize: [3, 3] }), pair(6, 7, 2)],
  [totalVariation({ reduction: 'mean' }), { prediction: pixels(1, 3, 4, 2) }],
  [spectralAngleMapper(), pair(3, 4, 3)],
  [errorRelativeGlobalDimensionlessSynthesis(), pair(3, 4, 3)],
  [spatialCorrelationCoefficient({ windowSize: 3 }), pair(6, 7, 2)],
  [rootMeanSquaredErrorUsingSlidingWindow({ windowSize: 3 }), pair(6, 7, 2)],
  [relativeAverageSpectralError({ windowSize: 3 }), pair(6, 7, 2)],
  [spectralDistortionIndex(), pair(11, 12, 2)],
  [spatialDistortionIndex(), fused],
  [qualityWithNoReference(), fused],
  [visualInformationFidelity(), pair(41, 41, 1)],
];

async function compute(
  metric: AnyMetric,
  columns: Record<string, tf.Tensor>,
  batches: readonly (readonly number[])[],
): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (const batch of batches.filter(({ length }) => length > 0)) {
    const rows = Object.entries(columns).map(([name, tensor]) => [name, tf.gather(tensor, tf.tensor1d([...batch], 'int32'))]); // prettier-ignore
    const { prediction, target, ...rest } = Object.fromEntries(rows) as Record<string, tf.Tensor>;
    await state.update(prediction!, target, rest);
  }
  const result = state.compute();
  return isNdArray(result) ? Array.from(result.data as Float64Array).reduce((one, other) => one + other) : result;
}

describe.each(SUBJECTS.map(([metric, columns]) => [metric.name, metric, columns] as const))(
  '%s',
  (_, metric, columns) => {
    it('is the same in any order and any batches', async () => {
      const whole = (await compute(metric, columns, [[0, 1, 2, 3, 4]])) as number;
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: SAMPLES }),
          fc.array(fc.nat(SAMPLES), { maxLength: 3 }),
          async (order, cuts) => {
            const ends = [0, ...cuts.toSorted((one, other) => one - other), SAMPLES];
            const batches = ends.slice(1).map((end, at) => order.slice(ends[at], end));
            expect(((await compute(metric, columns, batches)) as number) / whole).toBeCloseTo(1, 4);
          },
        ),
        { numRuns: 3 },
      );
    });
  },
);
