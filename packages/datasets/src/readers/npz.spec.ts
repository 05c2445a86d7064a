import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, ndArray, type Dataset, type NdArray } from '@lml/core';

import '../index.js';
import { bytesOf, goldenFiles } from '../shared/array-goldens.fixture.js';
import { npz } from './npz.js';

describe('npz', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-npz-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string): string => {
    const path = join(folder, `${name.replace(/\W/g, '_')}.npz`);
    writeFileSync(path, bytesOf(goldenFiles('npz').find((file) => file.name === name)!.file));
    return path;
  };

  it('reads inputs and targets, from a config', async () => {
    const path = write('savez_compressed');
    const config = { name: 'npz', path, inputs: 'x', targets: 'y', weights: 'y', classNames: ['no', 'yes'] };
    const dataset = build('dataset', config) as Dataset;
    await dataset.open();
    expect(dataset.length).toBe(3);
    expect(dataset.classNames).toEqual(['no', 'yes']);
    const { input, target, weight } = (await dataset.get(1)) as Record<string, NdArray>;
    expect(input).toEqual(ndArray([0.5, 0.625, 0.75, 0.875]));
    expect(target).toEqual(ndArray([1n], { shape: [] }));
    expect(weight).toEqual(target);
    expect(dataset.source!(1, 'target')).toEqual({ file: path, row: 1 });
    expect(dataset.source!(1, 'input.x')).toBeUndefined();
  });

  it('reads records of inputs and targets, and inputs alone', async () => {
    const path = write('without names');
    const both = npz({ path, inputs: { a: 'arr_0', b: 'arr_1' }, targets: { c: 'arr_1' } });
    await both.open();
    const { input, target } = (await both.getBatch!([2])) as unknown as Record<string, Record<string, NdArray>>;
    expect([input!['a']!.shape, input!['b']!.shape, target!['c']!.shape]).toEqual([[1, 4], [1], [1]]);
    expect(both.source!(2, 'target.c')).toEqual({ file: path, row: 2 });
    const alone = npz({ path, inputs: 'arr_0' });
    await alone.open();
    expect(Object.keys(await alone.get(0))).toEqual(['input']);
  });

  it('unpacks nothing but what is asked for', async () => {
    const path = write('text and objects beside numbers');
    await npz({ path, inputs: 'x' }).open();
    await expect(npz({ path, inputs: 'text' }).open()).rejects.toThrow(/LML_FILE_FORMAT/);
  });

  it('says what is wrong when it is opened', async () => {
    const path = write('savez');
    await expect(npz({ path: join(folder, 'none.npz'), inputs: 'x' }).open()).rejects.toThrow(
      /none\.npz.*LML_FILE_NOT_FOUND/,
    );
    await expect(npz({ path, inputs: 'X' }).open()).rejects.toThrow(
      /inputs: must be one of the arrays in '.*savez\.npz' \('x', 'y'\), got 'X'\n.*LML_INVALID_OPTIONS/,
    );
    await expect(npz({ path, inputs: { a: 'x', b: 'z' } }).open()).rejects.toThrow(/inputs\.b: must be one of/);
    await expect(npz({ path: write('no arrays'), inputs: 'x' }).open()).rejects.toThrow(/\(there are none\)/);
    await expect(npz({ path, inputs: 'x', weights: 'x' }).open()).rejects.toThrow(
      /The weights 'x' in '.*' must be one number a sample, got float32 \[3, 4\].*LML_FILE_FORMAT/,
    );
    const types = write('every data type');
    await expect(npz({ path: write('as dense as can be'), inputs: 'zeros', targets: 'y' }).open()).rejects.toThrow(
      /'input' has 200000 samples, but 'target' has 3.*LML_SHAPE_MISMATCH/,
    );
    await expect(npz({ path: types, inputs: 'f4', targets: 'z' }).open()).rejects.toThrow(/targets: must be one of/);
  });

  it.each<[unknown, RegExp]>([
    [{ inputs: 'x' }, /path: is missing: it must be the path of a file/],
    [{ path: '', inputs: 'x' }, /path: must be the path of a file/],
    [{ path: 'x' }, /inputs: is missing: it must be the name of an array in the file, or a record of names/],
    [{ path: 'x', inputs: {} }, /inputs: must have an entry/],
    [{ path: 'x', inputs: 'x', weights: 3 }, /weights: must be the name of an array/],
    [{ path: 'x', inputs: 'x', target: 'y' }, /did you mean targets/],
  ])('refuses %j', (options, message) => {
    expect(() => npz(options as never)).toThrow(message);
    expect(() => npz(options as never)).toThrow(/LML_INVALID_OPTIONS/);
  });
});
