import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { checkNativeTensorflow } from './check-native.js';
import type { NativeTensorflow } from './native-tensorflow.js';
import { findNativeTensorflow, loadNativeTensorflow } from './native-tensorflow.js';

const installation = await findNativeTensorflow();
const describeNative = installation === undefined ? describe.skip : describe;
if (installation === undefined)
  process.stdout.write('native-tensorflow.spec: mostly skipped, no tfjs-node is installed\n');

function product({ binding }: NativeTensorflow): { readonly values: unknown; readonly rest: number } {
  const before = binding.getNumOfTensors();
  const x = binding.createTensor([2, 2], binding.TF_FLOAT, Float32Array.of(1, 2, 3, 4));
  const attributes = [
    { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: false },
    { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: true },
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  ];
  const [y] = binding.executeOp('MatMul', attributes, [x, x], 1);
  expect(y).toEqual({ id: expect.any(Number), shape: [2, 2], dtype: binding.TF_FLOAT });
  const values = binding.tensorDataSync(y!.id);
  for (const id of [x, y!.id]) binding.deleteTensor(id);
  return { values, rest: binding.getNumOfTensors() - before };
}

describeNative('tfjs-node, where it is installed', () => {
  it('computes by its binding', async () => {
    const native = await loadNativeTensorflow();
    expect(native.tensorflowVersion).toBe(native.binding.TF_Version);
    expect(native).toMatchObject({ ...installation });
    expect(product(native)).toEqual({ values: Float32Array.of(5, 11, 11, 25), rest: 0 });
  });

  it('says what TensorFlow says of a wrong call', async () => {
    const { binding } = await loadNativeTensorflow();
    expect(() => binding.createTensor([3], binding.TF_FLOAT, Float32Array.of(1))).toThrow(/Shape does not match/);
    expect(() => binding.executeOp('NoSuchOp', [], [], 1)).toThrow(/NoSuchOp/);
  });

  it('is a backend of this TensorFlow.js', async () => {
    expect(await checkNativeTensorflow()).toBe(await loadNativeTensorflow());
    expect(tf.getBackend()).toBe('tensorflow');
    tf.removeBackend('tensorflow');
    await tf.setBackend('cpu');
  });

  it('is loaded once, also by another copy of this module', async () => {
    const native = await loadNativeTensorflow();
    expect(await loadNativeTensorflow()).toBe(native);
    jest.resetModules();
    // The second TensorFlow.js says that there is a first.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const other = await import('./native-tensorflow.js');
    expect(other.loadNativeTensorflow).not.toBe(loadNativeTensorflow);
    const again = await other.loadNativeTensorflow();
    warn.mockRestore();
    expect(product(again)).toEqual({ values: Float32Array.of(5, 11, 11, 25), rest: 0 });
  });
});

describe('a machine without tfjs-node', () => {
  const given = process.env['LML_CACHE'];
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-native-'));
    process.env['LML_CACHE'] = folder;
  });
  afterEach(async () => {
    if (given === undefined) delete process.env['LML_CACHE'];
    else process.env['LML_CACHE'] = given;
    await rm(folder, { recursive: true });
  });

  it('is told what to run', async () => {
    // One that a developer has installed the usual way would be found.
    if (installation?.origin === 'installed') return;
    expect(await findNativeTensorflow()).toBeUndefined();
    await expect(loadNativeTensorflow()).rejects.toMatchObject({
      code: 'LML_MISSING_FEATURE',
      message: expect.stringContaining('npx lml native install'),
    });
  });
});
