import { applyPredictor, ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { tunedThreshold, type TunedThresholdOptions } from './tuned-threshold.js';

const outputs = ndArray([[-4], [-3], [-2], [-1]]);
const targets = ndArray([0, 0, 1, 1]);

describe('tuned-threshold', () => {
  it('says what it has chosen from, and stores the threshold', async () => {
    const predictor = tunedThreshold({ response: 'logit', thresholds: 4 });
    expect([predictor.threshold, predictor.tuning, predictor.state()]).toEqual([undefined, undefined, undefined]);
    await predictor.fit(outputs, targets);
    expect(predictor.threshold).toBe(-2);
    expect(predictor.tuning).toEqual({
      threshold: -2,
      score: 1,
      thresholds: Float64Array.of(-4, -3, -2, -1),
      scores: Float64Array.of(0.5, 0.75, 1, 0.75),
    });
    const other = tunedThreshold({ response: 'logit' });
    other.load({ threshold: predictor.state()![0]!.value });
    expect([other.threshold, other.tuning]).toEqual([-2, undefined]);
    expect((await applyPredictor(other, outputs)).data).toEqual(Int32Array.of(0, 0, 1, 1));
  });

  it('has the sample at the threshold on the side where it was when the threshold was chosen', async () => {
    // The best threshold is the probability of one of the samples, as float32 has it.
    const logits = ndArray([[0.3], [0.1], [-0.7], [-1.9]]);
    const predictor = tunedThreshold({ scoring: 'precision', thresholds: 2 });
    await predictor.fit(logits, ndArray([1, 0, 0, 0]));
    expect((await applyPredictor(predictor, logits)).data).toEqual(Int32Array.of(1, 0, 0, 0));
  });

  it('learns from validation data, unless it is told otherwise', () => {
    expect(tunedThreshold().fitOn).toBe('validation');
    expect(tunedThreshold({ fitOn: 'train' }).fitOn).toBe('train');
  });

  it('keeps what it has where fitting fails, and leaves no tensors', async () => {
    const predictor = tunedThreshold();
    await predictor.fit(outputs, targets);
    const { threshold } = predictor;
    const before = tf.memory().numTensors;
    await expect(predictor.fit(outputs, ndArray([1, 1, 1, 1]))).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    await expect(predictor.fit(outputs, ndArray([1, 0]))).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    expect(predictor.threshold).toBe(threshold);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('predicts nothing before it is fitted, and takes no state of others', async () => {
    await expect(applyPredictor(tunedThreshold(), outputs)).rejects.toMatchObject({ code: 'LML_NOT_FITTED' });
    for (const state of [
      {},
      { threshold: ndArray([0.5]) },
      { threshold: ndArray(Float32Array.of(NaN), { shape: [] }) },
    ])
      expect(() => tunedThreshold().load(state)).toThrow('LML_CHECKPOINT');
  });

  it.each<[TunedThresholdOptions, string]>([
    [{ scoring: 'auroc' as never }, 'scoring'],
    [{ thresholds: 1 }, 'thresholds'],
    [{ thresholds: [0.2, 0.1] }, 'must ascend'],
    [{ fitOn: 'test' as never }, 'fitOn'],
  ])('refuses %j', (options, message) => {
    expect(() => tunedThreshold(options)).toThrow('LML_INVALID_OPTIONS');
    expect(() => tunedThreshold(options)).toThrow(message);
  });
});
