import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { lipVertexError } from './lip-vertex-error.js';

describe('lipVertexError', () => {
  it('looks at the worst vertex of lips alone, in each frame', async () => {
    const state = new MetricState(lipVertexError({ mouthMap: [1] }));
    const meshes = tf.tensor3d([9, 9, 3, 4, 9, 9, 0, 1], [2, 2, 2]);
    await state.update(meshes, tf.zerosLike(meshes));
    expect(state.compute()).toBe((25 + 1) / 2);
  });

  it('says how many vertices there should be', async () => {
    const state = new MetricState(lipVertexError({ mouthMap: [1, 7] }));
    const meshes = tf.zeros([2, 7, 3]);
    await expect(state.update(meshes, meshes)).rejects.toThrow(/of at least 8 vertices, got \[2, 7, 3\]/);
  });
});
