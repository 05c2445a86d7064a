import * as tf from '@tensorflow/tfjs';

import { jest } from '@jest/globals';
import { eager, ndArray } from '../index.js';
import {
  isMended,
  knownLimits,
  markRepaired,
  metLimits,
  repairedKernels,
  watchLimits,
  type KnownLimit,
  type LimitedCall,
  type Step,
} from '../engine.js';

const padded = { filterSize: 3, strides: 2, pad: 'same' };

describe('known limits', () => {
  it('have ids of their own, and a sentence', () => {
    const ids = knownLimits().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, where, what } of knownLimits()) {
      expect(id.startsWith(`${where}/`)).toBe(true);
      expect(what).toMatch(/^[A-Za-z].*\.$/);
    }
  });

  it('of windows that are not square, or do not move so, are met with a padding in one number, and named by no other', () => {
    const pool = (filterSize: number | number[], pad: unknown, strides: number | number[] = 1): string[] =>
      metLimits('cpu', { kernel: 'AvgPool', inputs: {}, attributes: { filterSize, pad, strides } }).map(({ id }) => id);
    expect(pool([3, 1], 1)).toEqual(['cpu/padding-of-oblong-windows']);
    expect(pool(3, 1, [2, 1])).toEqual(['cpu/padding-of-oblong-windows']);
    expect(pool(1, 1)).toEqual(['cpu/pooling-of-single-values']);
    expect([pool([3, 3], 1), pool(3, 1), pool([3, 1], 'same')]).toEqual([[], [], []]);
    const explicit = [[0, 0], [1, 1], [0, 0], [0, 0]]; // prettier-ignore
    const filter = { shape: [1, 3, 2, 2], dtype: 'float32' };
    const convolve = (pad: unknown): string[] =>
      metLimits('onnxruntime', { kernel: 'Conv2D', inputs: { filter }, attributes: { pad } }).map(({ id }) => id);
    expect(convolve(0)).toContain('onnxruntime/padding-of-oblong-windows');
    expect(convolve(explicit)).not.toContain('onnxruntime/padding-of-oblong-windows');
  });

  it('are mended where a package says that it repaired the backend, by which kernels', () => {
    const limit: KnownLimit = {
      id: 'here/odd',
      where: 'here',
      kernels: ['Odd'],
      what: 'It is odd.',
      mendedBy: 'lml-plugin-here',
    };
    expect([isMended(limit), repairedKernels('here')]).toEqual([false, []]);
    markRepaired('here', 'lml-plugin-here', ['Odd', 'Even']);
    markRepaired('here', 'lml-plugin-there', ['Odd']);
    expect([isMended(limit), repairedKernels('here')]).toEqual([true, ['Even', 'Odd']]);
    expect([isMended({ ...limit, where: 'there' }), isMended({ ...limit, mendedBy: 'another' })]).toEqual([
      false,
      false,
    ]);
  });

  it('are recognised by the attributes of a call', () => {
    const call = { kernel: 'MaxPool3DGrad', inputs: {}, attributes: padded };
    expect(metLimits('cpu', call)[0]?.id).toBe('cpu/max-pool-3d-gradient');
    expect(metLimits('cpu', { ...call, attributes: { ...padded, pad: 'valid' } })).toEqual([]);
    expect(metLimits('webgl', call)).toEqual([]);
  });

  it('that only NaN meets are told of, but not warned of: each model with a max pooling would be', async () => {
    const emitted = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const pool = (x: tf.Tensor): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
    const met: string[] = [];
    tf.tidy(
      () =>
        void watchLimits(
          ({ id }) => met.push(id),
          () => pool(tf.ones([1, 2, 2, 1])),
        ),
    );
    expect(met).toEqual(['cpu/max-pool-nan']);
    const engine = eager();
    await engine.setup({ seed: 0 });
    const run: Step['run'] = (batch) => ({ outputs: { pooled: pool(batch.input as tf.Tensor) } });
    engine.run(
      { name: 'max', stage: 'train', training: true, run },
      {
        input: ndArray([
          [
            [[1], [2]],
            [[3], [4]],
          ],
        ]),
      },
      { step: 0 },
    );
    engine.dispose();
    expect(emitted).not.toHaveBeenCalled();
    emitted.mockRestore();
  });

  it('are told of while a function runs, gradients included, and not afterwards', () => {
    const met: string[] = [];
    const note = ({ id, onlyNaN }: KnownLimit, { kernel }: LimitedCall): void =>
      void (onlyNaN === true || met.push(id, kernel));
    const gradient = (pad: 'same' | 'valid'): void =>
      tf.tidy(() => void tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, 3, 2, pad))(tf.ones([1, 3, 3, 3, 1])));
    watchLimits(note, () => gradient('valid'));
    expect(met).toEqual([]);
    watchLimits(note, () => gradient('same'));
    gradient('same');
    expect(met).toEqual(['cpu/max-pool-3d-gradient', 'MaxPool3DGrad']);
  });

  it('are warned of once, with the operation and the line, by the first step that meets one', async () => {
    const emitted = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const engine = eager();
    await engine.setup({ seed: 0 });
    const step: Step = {
      name: 'pools',
      stage: 'train',
      training: true,
      run: (batch) => ({
        outputs: {
          gradient: tf.grad((x) => tf.maxPool3d(tf.expandDims<tf.Tensor5D>(x, 1), 3, 2, 'same'))(
            batch.input as tf.Tensor,
          ),
        },
      }),
    };
    const batch = {
      input: ndArray([
        [
          [[1], [2], [3]],
          [[4], [5], [6]],
          [[7], [8], [9]],
        ],
      ]),
    };
    for (let time = 0; time < 2; time++) engine.run(step, batch, { step: time });
    engine.dispose();
    const messages = emitted.mock.calls.map(([message]) => String(message));
    emitted.mockRestore();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /MaxPool3DGrad on cpu, in step 'pools' at .*limits\.spec\.ts:\d+:\d+: The gradient of padded three-dimensional max pooling .* @lml\/backends mends it: start the backend by its cpu\(\)\.start\(\), or take another engine\./,
    );
  });

  it('are closed where the package that mends them has repaired the backend, and only those', () => {
    const mended = { kernel: 'MaxPoolGrad', inputs: {}, attributes: {} };
    const open = { kernel: 'FFT', inputs: {}, attributes: {} };
    markRepaired('cpu', '@lml/backends');
    expect(metLimits('wasm', mended)[0]?.id).toBe('wasm/max-pool-gradient');
    markRepaired('wasm', '@lml/backends');
    expect(metLimits('wasm', mended)).toEqual([]);
    expect(metLimits('wasm', open)[0]?.id).toBe('wasm/missing');
  });
});
