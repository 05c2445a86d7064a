import * as tf from '@tensorflow/tfjs';

import golden from './goldens/gradient-clip.json' with { type: 'json' };
import { clipGradients, clippingHook, type GradientClip } from './gradient-clip.js';

type Stored = { readonly data: readonly (number | string)[]; readonly shape: readonly number[] } | number;
type StoredTensors = Readonly<Record<string, Stored>>;

function tensors(stored: StoredTensors, scale = 1): Record<string, tf.Tensor> {
  const made = Object.entries(stored).map(([name, value]) => {
    const { data, shape } = typeof value === 'number' ? { data: [value], shape: [] } : value;
    const numbers = data.map((one) => scale * Number(one));
    return [name, tf.tensor(numbers, [...shape], 'float32')] as const;
  });
  return Object.fromEntries(made);
}

describe('clipGradients', () => {
  it.each(golden.cases)('equals PyTorch and optax: $name', async ({ clip, scale, clipped }) => {
    const gradients = tensors(golden.gradients, scale);
    const found = clipGradients(gradients, tensors(golden.weights), clip);
    for (const [name, expected] of Object.entries(clipped as StoredTensors)) {
      const numbers = typeof expected === 'number' ? [expected] : expected.data.map(Number);
      const values = await found[name]!.data();
      numbers.forEach((number, index) =>
        expect(Math.abs(values[index]! - number)).toBeLessThanOrEqual(1e-6 * Math.abs(number)),
      );
    }
  });

  it('counts what goes with one index of the last axis as a unit, whatever the number of axes', async () => {
    const gradient = tf.tensor3d([3, 0, 4, 1], [2, 1, 2]);
    const found = clipGradients({ w: gradient }, { w: tf.onesLike(gradient) }, { adaptive: 1 });
    const norm = Math.SQRT2 / 5;
    expect(Array.from(await found['w']!.data())).toEqual(
      [3 * norm, 0, 4 * norm, 1].map((one) => expect.closeTo(one, 6)),
    );
  });
});

describe('clippingHook', () => {
  const context = { names: ['head/kernel'], readWeight: () => tf.ones([2]) } as never;

  it('leaves excluded weights out, by a pattern', async () => {
    const hook = clippingHook({ adaptive: 0.5, exclude: 'head/*' });
    const { 'head/kernel': kernel, bias } = hook.transformGradients!(
      { 'head/kernel': tf.tensor1d([3, 4]), bias: tf.tensor1d([3, 4]) },
      context,
    );
    expect(Array.from(await kernel!.data())).toEqual([3, 4]);
    expect((await bias!.data())[0]).toBeCloseTo((3 * Math.SQRT2) / 10, 6);
  });

  it('refuses to exclude what is no weight', () => {
    const hook = clippingHook({ adaptive: 0.5, exclude: 'haed/*' });
    expect(() => hook.transformGradients!({}, context)).toThrow(/gradientClip\.exclude.*haed.*LML_INVALID_ARGUMENT/);
  });

  it.each([{ norm: 0 }, { value: -1 }, {}, { norm: 1, value: 1 }, { adaptive: 0 }, { norm: 1, eps: 1 }])(
    'refuses %j',
    (clip) => {
      expect(() => clippingHook(clip as GradientClip)).toThrow(
        /gradientClip must be \{ norm \}, \{ value \} or \{ adaptive \}, greater than 0.*LML_INVALID_ARGUMENT/,
      );
    },
  );
});
