// Alone: kernels are mended once a process.
import { repairedKernels } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

import { wasm } from '../components.js';
import { wasmKernels } from '../kernels/wasm-kernels.js';
import { installKernels } from './install-kernels.js';

const poolGradient = (): tf.Tensor =>
  tf.grad((x) => tf.maxPool(x as tf.Tensor4D, [1, 2], [1, 2], 'valid'))(tf.tensor4d([-2, -1], [1, 1, 2, 1]));

const filterGradient = (): tf.Tensor =>
  tf.grad((w) => tf.conv2d(tf.ones<tf.Rank.R4>([1, 2, 2, 1]), w as tf.Tensor4D, 1, 'valid'))(tf.ones([2, 2, 1, 1]));

describe('the kernels of LML', () => {
  it('mend a wasm backend that somebody else has started', async () => {
    await tf.setBackend('wasm');
    expect(filterGradient).toThrow("Kernel 'Conv2DBackpropFilter' not registered");
    expect(await poolGradient().data()).not.toEqual(Float32Array.of(0, 1));
    await wasm().start();
    expect(await filterGradient().data()).toEqual(Float32Array.of(1, 1, 1, 1));
    expect(await poolGradient().data()).toEqual(Float32Array.of(0, 1));
  });

  it('are given once', async () => {
    await wasm().start();
    const kernels = (): tf.KernelConfig[] => wasmKernels.map(({ kernelName }) => tf.getKernel(kernelName, 'wasm'));
    const before = kernels();
    installKernels('wasm', wasmKernels);
    kernels().forEach((kernel, index) => expect(kernel).toBe(before[index]));
  });

  it('have names of their own, which core is told', async () => {
    await wasm().start();
    const names = wasmKernels.map(({ kernelName }) => kernelName);
    expect(new Set(names).size).toBe(names.length);
    expect(repairedKernels('wasm')).toEqual([...names].sort());
    expect(repairedKernels('webgpu')).toEqual([]);
  });
});
