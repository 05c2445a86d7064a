import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, ndArray, type Dataset, type NdArray } from '@lml/core';

import '../index.js';
import { npyLabelled } from './npy-labelled.js';

const goldens = JSON.parse(readFileSync(new URL('../goldens/npy.json', import.meta.url), 'utf8')) as {
  cases: { name: string; file: string }[];
};

describe('npyLabelled', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-npy-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string): string => {
    const path = join(folder, `${name.replace(/\W/g, '_')}.npy`);
    writeFileSync(path, Buffer.from(goldens.cases.find((entry) => entry.name === name)!.file, 'base64'));
    return path;
  };

  it('reads inputs and targets, from a config', async () => {
    const config = { name: 'npy-labelled', inputs: write('fortran order'), targets: write('>i8') };
    const dataset = build('dataset', config) as Dataset;
    await dataset.open();
    expect(dataset.length).toBe(2);
    const { input, target } = (await dataset.get(1)) as Record<string, NdArray>;
    expect(input).toEqual(
      ndArray(
        BigInt64Array.from({ length: 12 }, (_, index) => BigInt(index + 12)),
        { shape: [3, 4] },
      ),
    );
    expect(target!.data[3]).toBe(5n);
    const batch = await dataset.getBatch!([1, 0]);
    expect((batch['input'] as NdArray).shape).toEqual([2, 3, 4]);
  });

  it('reads a record of inputs', async () => {
    const dataset = npyLabelled({ inputs: { a: write('<f4'), b: write('<u4') }, targets: write('<f8') });
    await dataset.open();
    const { input } = (await dataset.get(0)) as { input: Record<string, NdArray> };
    expect(Object.entries(input).map(([name, { dtype }]) => [name, dtype])).toEqual([
      ['a', 'float32'],
      ['b', 'int64'],
    ]);
  });

  it('says which file and row a part of a sample is from', () => {
    const one = npyLabelled({ inputs: 'x.npy', targets: 'y.npy' });
    expect(one.source!(7, 'target')).toEqual({ file: 'y.npy', row: 7 });
    expect(one.source!(7, 'input')).toEqual({ file: 'x.npy', row: 7 });
    expect(one.source!(7)).toBeUndefined();
    const several = npyLabelled({ inputs: { age: 'a.npy' }, targets: 'y.npy' });
    expect(several.source!(0, 'input.age')).toEqual({ file: 'a.npy', row: 0 });
  });

  it('reads nothing before it is open, and says what is wrong then', async () => {
    const missing = npyLabelled({ inputs: join(folder, 'none.npy'), targets: write('<f4') });
    await expect(missing.open()).rejects.toThrow(/none\.npy.*LML_FILE_NOT_FOUND/);
    const text = npyLabelled({ inputs: write('text'), targets: write('<f4') });
    await expect(text.open()).rejects.toThrow(/text\.npy' holds values of NumPy's type '<U2'.*LML_FILE_FORMAT/);
    const different = npyLabelled({ inputs: write('<f4'), targets: write('u1') });
    await expect(different.open()).rejects.toThrow(/'input' has 2 samples, but 'target' has 3.*LML_SHAPE_MISMATCH/);
    const scalar = npyLabelled({ inputs: write('scalar'), targets: write('u1') });
    await expect(scalar.open()).rejects.toThrow(/'input' is a scalar.*LML_SHAPE_MISMATCH/);
  });

  it.each<[unknown, RegExp]>([
    [{}, /inputs: is missing: it must be the path of a npy file, or a record of paths/],
    [{ inputs: '', targets: 'y' }, /inputs: must be the path/],
    [{ inputs: {}, targets: 'y' }, /inputs: must have an entry/],
    [{ inputs: { a: 3 }, targets: 'y' }, /inputs.a: must be the path of a npy file, got 3/],
    [{ inputs: 'x', targets: 3 }, /targets: must be the path of a npy file, got 3/],
    [{ inputs: 'x', target: 'y' }, /did you mean targets/],
  ])('refuses %j', (options, message) => {
    expect(() => npyLabelled(options as never)).toThrow(message);
    expect(() => npyLabelled(options as never)).toThrow(/LML_INVALID_OPTIONS/);
  });
});
