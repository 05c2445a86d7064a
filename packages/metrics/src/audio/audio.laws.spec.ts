import { MetricState, type AnyMetric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import {
  complexScaleInvariantSignalNoiseRatio,
  lipVertexError,
  permutationInvariantTraining,
  scaleInvariantSignalDistortionRatio,
  scaleInvariantSignalNoiseRatio,
  shortTimeObjectiveIntelligibility,
  signalDistortionRatio,
  signalNoiseRatio,
  sourceAggregatedSignalDistortionRatio,
} from '../components.js';

const SAMPLES = 5;
const SUBJECTS: readonly (readonly [AnyMetric, readonly number[]])[] = [
  [signalNoiseRatio(), [2, 30]],
  [scaleInvariantSignalNoiseRatio({ reduction: 'sum' }), [30]],
  [scaleInvariantSignalDistortionRatio(), [30]],
  [complexScaleInvariantSignalNoiseRatio(), [4, 5, 2]],
  [sourceAggregatedSignalDistortionRatio(), [2, 20]],
  [signalDistortionRatio({ filterLength: 4 }), [2, 30]],
  [permutationInvariantTraining({ metric: signalNoiseRatio() }), [3, 20]],
  [permutationInvariantTraining({ metric: signalDistortionRatio({ filterLength: 4 }) }), [3, 20]],
  [shortTimeObjectiveIntelligibility({ fs: 10_000 }), [4600]],
  [lipVertexError({ mouthMap: [0, 2] }), [4, 3]],
];

describe.each(SUBJECTS.map(([metric, shape]) => [metric.name, metric, shape] as const))('%s', (_, metric, shape) => {
  const target = tf.randomUniform([SAMPLES, ...shape], -1, 1, 'float32', 1);
  const prediction = tf.add(tf.mul(target, 2), tf.randomUniform([SAMPLES, ...shape], -1, 1, 'float32', 2));

  async function compute(batches: readonly (readonly number[])[]): Promise<number> {
    const state = new MetricState(metric);
    for (const batch of batches.filter(({ length }) => length > 0)) {
      const rows = tf.tensor1d([...batch], 'int32');
      await state.update(tf.gather(prediction, rows), tf.gather(target, rows));
    }
    return state.compute() as number;
  }

  it('is the same in any order and any batches', async () => {
    const whole = await compute([[0, 1, 2, 3, 4]]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: SAMPLES }),
        fc.array(fc.nat(SAMPLES), { maxLength: 3 }),
        async (order, cuts) => {
          const ends = [0, ...cuts.toSorted((one, other) => one - other), SAMPLES];
          const batches = ends.slice(1).map((end, at) => order.slice(ends[at], end));
          expect((await compute(batches)) / whole).toBeCloseTo(1, 5);
        },
      ),
      { numRuns: 6 },
    );
  });
});
