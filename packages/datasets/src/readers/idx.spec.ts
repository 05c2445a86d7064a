import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray, type NdArray } from '@lml/core';

import { bytesOf, goldenFiles } from '../shared/array-goldens.fixture.js';
import { idx } from './idx.js';

describe('idx', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-idx-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, form: 'file' | 'packed' = 'file'): string => {
    const path = join(folder, `${name.replace(/\W/g, '_')}-${form}`);
    writeFileSync(path, bytesOf(goldenFiles('idx').find((file) => file.name === name)![form]));
    return path;
  };

  it('reads images with labels, packed or not', async () => {
    const [inputs, targets] = [write('images', 'packed'), write('int32')];
    const dataset = idx({ inputs, targets, scale: true, channels: true, classNames: ['a', 'b'] });
    await dataset.open();
    expect(dataset.length).toBe(3);
    const { input, target } = (await dataset.get(2)) as Record<string, NdArray>;
    expect(input).toMatchObject({ dtype: 'float32', shape: [4, 5, 1] });
    expect(input!.data[1]).toBe(Math.fround(164 / 255));
    expect(target).toEqual(ndArray(Int32Array.of(2 ** 31 - 1), { shape: [] }));
    expect(dataset.classNames).toEqual(['a', 'b']);
    expect(dataset.source!(2, 'target')).toEqual({ file: targets, row: 2 });
    expect(dataset.source!(2, 'input')).toEqual({ file: inputs, row: 2 });
  });

  it('reads inputs alone, as they are', async () => {
    const dataset = idx({ inputs: write('images') });
    await dataset.open();
    expect(dataset.columns!['input']).toMatchObject({ dtype: 'uint8', shape: [3, 4, 5] });
    expect(Object.keys(await dataset.get(0))).toEqual(['input']);
    expect(dataset.source!(0, 'target')).toBeUndefined();
  });

  it('says what is wrong when it is opened', async () => {
    await expect(idx({ inputs: join(folder, 'none') }).open()).rejects.toThrow(/none.*LML_FILE_NOT_FOUND/);
    await expect(idx({ inputs: write('float32'), scale: true }).open()).rejects.toThrow(
      /scale: must be left out, since '.*float32-file' holds float32 rather than unsigned bytes\n.*LML_INVALID_OPTIONS/,
    );
    await expect(idx({ inputs: write('images'), targets: write('signed bytes') }).open()).rejects.toThrow(
      /'input' has 3 samples, but 'target' has 4.*LML_SHAPE_MISMATCH/,
    );
    await expect(idx({ inputs: write('a scalar'), channels: true }).open()).rejects.toThrow(
      /'input' is a scalar.*LML_SHAPE_MISMATCH/,
    );
    expect(() => idx({ input: 'x' } as never)).toThrow(/did you mean inputs/);
  });
});
