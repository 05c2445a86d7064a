import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { scaleInvariantSignalDistortionRatio } from './scale-invariant-signal-distortion-ratio.js';
import { scaleInvariantSignalNoiseRatio } from './scale-invariant-signal-noise-ratio.js';

it('is the scale-invariant ratio of signals without their means', async () => {
  const [prediction, target] = [tf.randomUniform([3, 20], 0, 1, 'float32', 1), tf.randomUniform([3, 20], 2, 3, 'float32', 2)]; // prettier-ignore
  const [one, other] = [
    new MetricState(scaleInvariantSignalNoiseRatio()),
    new MetricState(scaleInvariantSignalDistortionRatio({ zeroMean: true })),
  ];
  await one.update(prediction, target);
  await other.update(tf.sub(prediction, 8), tf.add(target, 1));
  expect(one.compute()).toBeCloseTo(other.compute() as number, 3);
});
