import * as tf from '@tensorflow/tfjs';

import { runCpuKernel } from './cpu-kernel.js';

const float = (...values: number[]) => ({
  shape: [values.length],
  dtype: 'float32' as const,
  data: Float32Array.from(values),
});

describe('runCpuKernel', () => {
  it('gives the numbers, shape and type that the op gives', async () => {
    const [made] = runCpuKernel('Pow', { a: float(1, 2, -3), b: float(2, 0.5, 3) })!;
    const expected = await tf.pow([1, 2, -3], [2, 0.5, 3]).data();
    expect(made).toEqual({ shape: [3], dtype: 'float32', data: Float32Array.from(expected) });
    expect(runCpuKernel('Greater', { a: float(1, 2), b: float(2, 1) })).toEqual([
      { shape: [2], dtype: 'bool', data: Uint8Array.of(0, 1) },
    ]);
  });

  it('takes a list of tensors', () => {
    const [made] = runCpuKernel('Concat', { 0: float(1), 1: float(2, 3) }, { axis: 0 })!;
    expect(made).toEqual({ shape: [3], dtype: 'float32', data: Float32Array.of(1, 2, 3) });
  });

  it('gives all outputs of a kernel that has several', () => {
    const made = runCpuKernel('TopK', { x: float(1, 5, 3) }, { k: 2, sorted: true })!;
    expect(made.map(({ dtype, data }) => [dtype, Array.from(data)])).toEqual([
      ['float32', [5, 3]],
      ['int32', [1, 2]],
    ]);
  });

  it('copies what a kernel passes through', () => {
    const x = float(1, 2, 3, 4);
    const [made] = runCpuKernel('Reshape', { x }, { shape: [2, 2] })!;
    expect(made).toEqual({ shape: [2, 2], dtype: 'float32', data: x.data });
    expect(made!.data).not.toBe(x.data);
  });

  it('leaves neither tensors nor data behind, also where the kernel throws', () => {
    const backend = tf.findBackend('cpu');
    const before = [tf.memory().numTensors, backend.numDataIds()];
    runCpuKernel('Reshape', { x: float(1, 2) }, { shape: [2, 1] });
    expect(() => runCpuKernel('Reshape', { x: float(1, 2) }, { shape: [3] })).toThrow(/3/);
    expect([tf.memory().numTensors, backend.numDataIds()]).toEqual(before);
  });

  it('knows no kernel of another name', () => {
    expect(runCpuKernel('Nothing', {})).toBeUndefined();
  });
});
