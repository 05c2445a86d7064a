import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { NdArray } from '@lml/core';

import { fashionMnist } from './fashion-mnist.js';

/** An IDX file of bytes. */
function idx(shape: readonly number[], valueOf: (index: number) => number): Uint8Array {
  const offset = 4 + 4 * shape.length;
  const bytes = new Uint8Array(offset + shape.reduce((product, size) => product * size, 1));
  bytes.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => new DataView(bytes.buffer).setUint32(4 + 4 * axis, size));
  for (let index = offset; index < bytes.length; index++) bytes[index] = valueOf(index - offset);
  return bytes;
}

describe('fashionMnist', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-fashion-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, name), bytes);
  // Each image has its number in all pixels, so that few bytes are written.
  write('t10k-images-idx3-ubyte.gz', gzipSync(idx([10_000, 28, 28], (index) => Math.floor(index / 784) % 256)));
  write(
    't10k-labels-idx1-ubyte',
    idx([10_000], (index) => index % 10),
  );

  it('are images from 0 to 1 in ten classes, packed or not', async () => {
    const dataset = fashionMnist({ root: `${folder}/`, train: false });
    await dataset.open();
    expect(dataset.length).toBe(10_000);
    const { input, target } = (await dataset.get(9_999)) as Record<string, NdArray>;
    expect(input).toMatchObject({ dtype: 'float32', shape: [28, 28, 1] });
    expect(input!.data[0]).toBe(Math.fround((9_999 % 256) / 255));
    expect(target).toEqual({ dtype: 'int32', shape: [], data: Int32Array.of(9) });
    expect(dataset.classNames![9]).toBe('Ankle boot');
    expect(dataset.classNames).toHaveLength(10);
  });

  it('are rows, and pixels as in the files', async () => {
    const dataset = fashionMnist({ root: folder, train: false, flatten: true, scale: false });
    await dataset.open();
    const { input } = (await dataset.get(257)) as Record<string, NdArray>;
    expect(input).toEqual({ dtype: 'float32', shape: [784], data: new Float32Array(784).fill(1) });
  });

  it('says which files it needs, and where they can be had', async () => {
    await expect(fashionMnist({ root: folder }).open()).rejects.toThrow(
      /needs 'train-images-idx3-ubyte' or 'train-images-idx3-ubyte\.gz', but '.*' has neither.*t10k-labels-idx1-ubyte.*dataset-fashion-mnist.*LML_FILE_NOT_FOUND/,
    );
    expect(() => fashionMnist({ split: 'test' } as never)).toThrow(/no such option.*root, train, scale, flatten/);
  });

  it('refuses other files under their names', async () => {
    const labels = (bytes: Uint8Array): Promise<unknown> => {
      write('t10k-labels-idx1-ubyte', bytes);
      return Promise.resolve(fashionMnist({ root: folder, train: false }).open());
    };
    await expect(labels(idx([9_999], () => 0))).rejects.toThrow(
      /holds uint8 \[9999\], but in Fashion-MNIST it is uint8 \[10000\].*LML_FILE_FORMAT/,
    );
    await expect(labels(idx([10_000], (index) => (index === 7 ? 10 : 0)))).rejects.toThrow(
      /holds the label 10 at position 7; classes are 0 to 9/,
    );
    await expect(labels(new Uint8Array(3))).rejects.toThrow(/t10k-labels-idx1-ubyte' cannot be read as an IDX file/);
  });
});
