import * as tf from '@tensorflow/tfjs';

import { clipGradients, type GradientClip } from './gradient-clip.js';

/** What becomes of the gradients [3, 0] and [−4]. */
async function clipped(clip: GradientClip): Promise<number[][]> {
  const gradients = { a: tf.tensor1d([3, 0]), b: tf.tensor1d([-4]) };
  const changed = clipGradients(clip).transformGradients!(gradients, undefined as never);
  return Promise.all(Object.values(changed).map(async (gradient) => Array.from(await gradient.data())));
}

describe('clipGradients', () => {
  it('scales all gradients together down to a norm, as clip_grad_norm_ of PyTorch does', async () => {
    // torch: 1 / (5 + 1e-6) times each.
    expect(await clipped({ norm: 1 })).toEqual([[expect.closeTo(0.6, 5), 0], [expect.closeTo(-0.8, 5)]]);
    expect(await clipped({ norm: 6 })).toEqual([[3, 0], [-4]]);
  });

  it('limits each number, as clip_grad_value_ of PyTorch does', async () => {
    expect(await clipped({ value: 3.5 })).toEqual([[3, 0], [-3.5]]);
  });

  it.each([{ norm: 0 }, { value: -1 }, {}, { norm: 1, value: 1 }])('refuses %j', (clip) => {
    expect(() => clipGradients(clip as GradientClip)).toThrow(
      /gradientClip must be \{ norm \} or \{ value \}, greater than 0.*LML_INVALID_ARGUMENT/,
    );
  });
});
