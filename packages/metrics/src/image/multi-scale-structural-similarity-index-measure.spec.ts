import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { multiScaleStructuralSimilarityIndexMeasure } from './multi-scale-structural-similarity-index-measure.js';
import { structuralSimilarityIndexMeasure } from './structural-similarity-index-measure.js';

const image = tf.randomUniform([1, 24, 20, 2], 0, 1, 'float32', 5);
const other = tf.add(tf.mul(tf.reverse(image, 1), 0.25), tf.mul(image, 0.75));

describe('multiScaleStructuralSimilarityIndexMeasure', () => {
  it('of one scale is structural similarity', async () => {
    const [one, several] = [
      new MetricState(structuralSimilarityIndexMeasure({ dataRange: 1 })),
      new MetricState(multiScaleStructuralSimilarityIndexMeasure({ dataRange: 1, betas: [1] })),
    ];
    for (const state of [one, several]) await state.update(other, image);
    expect(several.compute()).toBeCloseTo(one.compute() as number, 6);
  });

  it('looks at images of 176 pixels with its defaults, and says so', async () => {
    const state = new MetricState(multiScaleStructuralSimilarityIndexMeasure());
    await expect(state.update(image, image)).rejects.toThrow(/at least 176 by 176 pixels/);
    const large = tf.slice(tf.tile(image, [1, 8, 9, 1]), [0, 0, 0, 0], [1, 176, 176, 1]);
    await state.update(large, large);
    expect(state.compute()).toBeCloseTo(1, 6);
  });

  it('has 0 for what contradicts, NaN as it is', async () => {
    const compute = async (normalize: 'relu' | 'simple' | 'none'): Promise<number> => {
      const options = { dataRange: 1, sigma: 0.5, betas: [0.5, 0.5], normalize };
      const state = new MetricState(multiScaleStructuralSimilarityIndexMeasure(options));
      await state.update(tf.sub(1, image), image);
      return state.compute() as number;
    };
    expect(await compute('relu')).toBe(0);
    expect(await compute('none')).toBeNaN();
    expect(await compute('simple')).toBeGreaterThan(0);
  });
});
