import * as tf from '@tensorflow/tfjs';

import { checkGradients, gradientTargets, type GradientCase } from '../gradients.js';
import { opCase } from './gradient-case.js';

const [cpu] = gradientTargets('cpu');

async function errorOf(one: GradientCase): Promise<string | undefined> {
  for await (const { error } of checkGradients(cpu!, { cases: [one] })) return error;
  return undefined;
}

/** A square whose gradient is another one. */
const withGradient = (gradient: (dy: tf.Tensor, x: tf.Tensor) => tf.Tensor): GradientCase =>
  opCase(
    'a square',
    (x) =>
      tf.customGrad((y) => ({
        value: tf.square(y as tf.Tensor),
        gradFunc: (dy) => gradient(dy, y as tf.Tensor),
      }))(x),
    [[2, 3]],
  );

describe('A check of gradients', () => {
  it('passes where they are right', async () => {
    expect(await errorOf(withGradient((dy, x) => tf.mul(dy, tf.mul(2, x))))).toBeUndefined();
  });

  it('finds one that is wrong, and says where and by how much', async () => {
    const found = await errorOf(withGradient((dy, x) => tf.mul(dy, tf.mul(2.01, x))));
    expect(found).toMatch(/^gradient of input 0, number \d, is \S+ on cpu with 64 bits, by differences \S+$/);
  });

  it('finds one that is zero', async () => {
    expect(await errorOf(withGradient(tf.zerosLike))).toContain('is 0 on cpu with 64 bits');
  });

  it('finds a gradient of a gradient that is wrong', async () => {
    const wrong = opCase(
      'wrong',
      (x) =>
        tf.customGrad((y) => ({
          value: tf.square(y as tf.Tensor),
          gradFunc: (dy) =>
            tf.mul(
              dy,
              tf.customGrad((z) => ({ value: tf.mul(2, z as tf.Tensor), gradFunc: (dz) => dz }))(y as tf.Tensor),
            ),
        }))(x),
      [[2, 3]],
    );
    expect(await errorOf(wrong)).toMatch(/^gradient of the gradient of input 0, number \d, is/);
  });

  it('finds an engine whose numbers are others', async () => {
    let isOwn = false;
    // The second time that a backend is asked for its kernel it is that of the engine under test.
    const shifted = opCase('shifted', (x) => tf.mul(x, isOwn ? 1.001 : 1), [[2, 3]]);
    const target = { ...cpu!, start: async () => ((isOwn = true), cpu!.start()) };
    const run = async (): Promise<string | undefined> => {
      const checks = checkGradients(target, { cases: [{ ...shifted, open: () => ((isOwn = false), shifted.open()) }] });
      for await (const { error } of checks) return error;
      return undefined;
    };
    expect(await run()).toMatch(/^gradient of input 0, number 0, is \S+, on cpu with 64 bits \S+$/);
  });

  it('wants what has no gradient to be refused by its name', async () => {
    const crop = (x: tf.Tensor): tf.Tensor => tf.image.cropAndResize(x as tf.Tensor4D, [[0, 0, 1, 1]], [0], [2, 2]);
    const one = opCase('crop', (x) => crop(x), [[1, 3, 4, 2]], { refused: 'CropAndResize' });
    expect(await errorOf(one)).toBeUndefined();
    expect(await errorOf({ ...one, refused: 'Crop' })).toMatch(
      /^is to be refused for 'Crop', got LML_MISSING_GRADIENT/,
    );
    const given = opCase('tanh', (x) => tf.tanh(x), [[2]]);
    expect(await errorOf({ ...given, refused: 'Tanh' })).toBe("is to be refused for 'Tanh', but is given");
    expect(await errorOf({ ...given, secondRefused: 'Tanh' })).toBe(
      "gradient of the gradient is to be refused for 'Tanh', but is given",
    );
  });

  it('tells of kinks where there is nothing to compare', async () => {
    expect(await errorOf(opCase('kinks', (x) => tf.abs(x), [[[0.005, -0.005]]]))).toContain('for kinks');
  });

  it('leaves the backend’s numbers as they are', async () => {
    await errorOf(withGradient((dy, x) => tf.mul(dy, tf.mul(2, x))));
    expect(globalThis.Float32Array.BYTES_PER_ELEMENT).toBe(4);
    expect(await tf.add(tf.scalar(1), 2 ** -40).data()).toEqual(Float32Array.of(1));
  });
});

describe('Where gradients are checked', () => {
  it('is told by name', () => {
    expect(gradientTargets('cpu').map(({ name }) => name)).toEqual(['eager (cpu)']);
    expect(() => gradientTargets('webgpu')).toThrow(expect.objectContaining({ code: 'LML_MISSING_FEATURE' }));
  });
});
