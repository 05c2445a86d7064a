import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { build, create } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { cpu, wasm, type WasmFiles } from '../index.js';

const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
const names = ['', '-simd', '-threaded-simd'].map((variant) => `tfjs-backend-wasm${variant}.wasm`);

const isWasmLoaded = (): boolean => 'wasm' in tf.engine().registry;

/** As before its first start. */
function unload(): void {
  if (isWasmLoaded()) tf.removeBackend('wasm');
}

describe('wasm', () => {
  it('is not loaded, nor known to TensorFlow.js, before it is started', () => {
    expect(tf.findBackendFactory('wasm')).toBeNull();
    wasm();
    expect(tf.findBackendFactory('wasm')).toBeNull();
  });

  it('becomes the current backend, more than once and in turn with others', async () => {
    await cpu().start();
    for (let time = 0; time < 2; time++) {
      await wasm().start();
      expect(tf.getBackend()).toBe('wasm');
      expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
    }
    await cpu().start();
    expect(tf.getBackend()).toBe('cpu');
    await wasm().start();
    expect(tf.getBackend()).toBe('wasm');
  });

  it('leaves the kernels of cpu alone', async () => {
    const kernels = (): tf.KernelConfig[] => tf.getKernelsForBackend('cpu');
    const before = kernels();
    await wasm().start();
    expect(kernels()).toEqual(before);
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm').kernelFunc).not.toBe(
      tf.getKernel('Conv2DBackpropFilter', 'cpu').kernelFunc,
    );
  });

  it('is loaded once where it is started several times at once, and cpu computes meanwhile', async () => {
    unload();
    await cpu().start();
    const starts = Promise.all([wasm().start(), wasm().start(), wasm().start()]);
    await Promise.resolve();
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
    await starts;
    expect(tf.getBackend()).toBe('wasm');
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
  });

  it('trains a convolution after it was removed and started again', async () => {
    await wasm().start();
    unload();
    await wasm().start();
    const gradient = tf.grad((w) => tf.conv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), w as tf.Tensor4D, 1, 'valid'));
    expect(await gradient(tf.ones([2, 2, 1, 1])).data()).toEqual(Float32Array.of(4, 4, 4, 4));
  });

  it.each([
    ['a folder', folder],
    ['a folder with a slash', `${folder}/`],
    ['files', Object.fromEntries(names.map((name) => [name, join(folder, name)])) as unknown as WasmFiles],
  ])('is loaded from %s', async (_kind, path) => {
    unload();
    await wasm({ path }).start();
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
  });

  it('says that a file is missing, and leaves the backend of before', async () => {
    unload();
    await cpu().start();
    await expect(wasm({ path: 'no/such/folder' }).start()).rejects.toThrow(
      expect.objectContaining({ code: 'LML_FILE_NOT_FOUND' }),
    );
    expect(tf.getBackend()).toBe('cpu');
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
    await wasm().start();
    expect(tf.getBackend()).toBe('wasm');
  });

  it('says that a file is no WebAssembly', async () => {
    unload();
    const broken = await mkdtemp(join(tmpdir(), 'lml-wasm-'));
    try {
      for (const name of names) await writeFile(join(broken, name), '<html>Not found</html>');
      await expect(wasm({ path: broken }).start()).rejects.toThrow(
        expect.objectContaining({ code: 'LML_FILE_FORMAT' }),
      );
    } finally {
      await rm(broken, { recursive: true });
    }
  });

  it('says that WebAssembly does not run here, and starts once it does', async () => {
    unload();
    await cpu().start();
    const environment = tf.env();
    // The first thing that TensorFlow.js asks for when it loads the backend.
    environment.getAsync = () => Promise.reject(new Error('No memory.'));
    await expect(wasm().start()).rejects.toThrow(
      expect.objectContaining({ code: 'LML_MISSING_FEATURE', message: expect.stringContaining('No memory.') }),
    );
    delete (environment as Partial<tf.Environment>).getAsync;
    expect(tf.getBackend()).toBe('cpu');
    await wasm().start();
    expect(tf.getBackend()).toBe('wasm');
  });

  it('does not listen to the errors of the process', async () => {
    const events = ['uncaughtException', 'unhandledRejection'] as const;
    const listeners = (): unknown[] => events.flatMap((event) => process.listeners(event as 'uncaughtException'));
    const before = listeners();
    unload();
    await wasm().start();
    expect(listeners()).toEqual(before);
  });

  it('is made by its name', async () => {
    await create('backend', 'wasm', { path: folder }).start();
    await build('backend', { name: 'wasm' }).start();
    expect(tf.getBackend()).toBe('wasm');
  });

  it.each([{ path: '' }, { path: { 'tfjs-backend-wasm.wasm': 'a.wasm' } }, { path: 3 }, { threads: 2 }])(
    'refuses %j',
    (options) => {
      expect(() => wasm(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    },
  );
});
