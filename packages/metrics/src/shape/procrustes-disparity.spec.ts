import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { procrustesDisparity } from './procrustes-disparity.js';

const corner = [[0, 0], [1, 0], [0, 2]]; // prettier-ignore

async function compute(prediction: number[][], target: number[][]): Promise<number> {
  const state = new MetricState(procrustesDisparity());
  await state.update([prediction], [target]);
  return state.compute() as number;
}

describe('procrustesDisparity', () => {
  it('is 0 for a cloud that is moved, enlarged, turned or mirrored, and the same either way', async () => {
    const moved = corner.map(([x, y]) => [900 - 3 * y!, 3 * x! - 70]);
    expect(await compute(corner, moved)).toBeLessThan(1e-12);
    expect(await compute(corner, corner.map(([x, y]) => [-x!, y!]))).toBeLessThan(1e-12); // prettier-ignore
    const line = [[0, 0], [1, 0], [2, 0]]; // prettier-ignore
    expect(await compute(corner, line)).toBeCloseTo(await compute(line, corner), 12);
  });

  it('is 1 for shapes that have nothing in common', async () => {
    expect(await compute([[-1], [0], [1]], [[1], [-2], [1]])).toBeCloseTo(1, 12);
  });

  it('refuses what are no clouds of as many points', async () => {
    const state = new MetricState(procrustesDisparity());
    for (const [prediction, target] of [
      [tf.zeros([3, 2]), tf.zeros([3, 2])],
      [tf.zeros([1, 3, 2]), tf.zeros([1, 2, 2])],
    ] as const)
      await expect(state.update(prediction, target)).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});
