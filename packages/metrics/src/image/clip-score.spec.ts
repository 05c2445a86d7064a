import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { clipScore } from './clip-score.js';

const textEmbedder = (texts: readonly string[]): number[][] => texts.map((text) => [text.length, 1]);

describe('clipScore', () => {
  it('is 100 of one direction, and not below 0', async () => {
    const score = async (prediction: number[], target: number[]): Promise<unknown> => {
      const state = new MetricState(clipScore({ imageEmbedder: (images) => tf.mean(images, [1, 2]) }));
      await state.update(tf.tensor4d(prediction, [1, 1, 1, 2]), tf.tensor4d(target, [1, 1, 1, 2]));
      return state.compute();
    };
    expect(await score([1, 2], [10, 20])).toBeCloseTo(100, 4);
    expect(await score([1, 2], [-1, -2])).toBe(0);
  });

  it('finds texts in records, of decoded predictions too', async () => {
    const metric = clipScore({ textEmbedder, on: 'prediction', targetField: 'caption' });
    const state = new MetricState(metric);
    await state.update([{ text: 'aaa' }, { text: 'a' }], [{ caption: 'bbb' }, { caption: 'b' }]);
    expect(state.compute()).toBeCloseTo(100, 9);
    const shown = { prediction: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, 2) }, records: [{ text: 'aaa' }], target: ['a'] } as const; // prettier-ignore
    const added = await (metric as { updateHost: (input: unknown, context: unknown) => Promise<object> }).updateHost(shown, {}); // prettier-ignore
    expect(added).toMatchObject({ sum: { data: Float64Array.of(4 / Math.sqrt(20)) } });
  });

  it('is NaN of nothing', () => {
    expect(new MetricState(clipScore({ textEmbedder })).compute()).toBeNaN();
  });
});
