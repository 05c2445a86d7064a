import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray, type NdArray } from '@lml/core';

import { bytesOf, goldenFiles } from '../shared/array-goldens.fixture.js';
import { mat } from './mat.js';

describe('mat', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-mat-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string): string => {
    const path = join(folder, `${name.replace(/\W/g, '_')}.mat`);
    writeFileSync(path, bytesOf(goldenFiles('mat').find((file) => file.name === name)!.file));
    return path;
  };

  it('reads images whose samples are last, with their labels', async () => {
    const path = write('images, samples last');
    const dataset = mat({ path, inputs: 'X', targets: 'y', samplesAxis: 'last' });
    await dataset.open();
    expect(dataset.length).toBe(4);
    const { input, target } = (await dataset.get(3)) as Record<string, NdArray>;
    expect(input!.shape).toEqual([2, 3, 3]);
    // Values count up in the order of axes, samples last.
    expect(Array.from(input!.data.slice(0, 3) as Uint8Array)).toEqual([3, 7, 11]);
    expect(target).toEqual(ndArray(Uint8Array.of(10), { shape: [] }));
    expect(dataset.source!(3, 'target')).toEqual({ file: path, row: 3 });
    const first = mat({ path, inputs: 'X', targets: 'y' });
    await expect(first.open()).rejects.toThrow(/'input' has 2 samples, but 'target' has 4.*LML_SHAPE_MISMATCH/);
  });

  it('reads inputs alone, a record of them, and texts as targets', async () => {
    const alone = mat({ path: write('numbers'), inputs: { a: 'f4', b: 'i8' } });
    await alone.open();
    const { input } = (await alone.get(1)) as unknown as { input: Record<string, NdArray> };
    expect(input).toEqual({ a: ndArray([100, 5, 6]), b: ndArray([100n, 5n, 6n]) });
    const texts = mat({ path: write('text'), inputs: 'names', targets: 'names' });
    await texts.open();
    expect((await texts.get(1))['target']).toBe('mouse');
  });

  it('says which variable of which file is what', async () => {
    const path = write('what is refused');
    await expect(mat({ path, inputs: 'cell' }).open()).rejects.toThrow(
      /'cell' in '.*\.mat' is a cell array.*LML_FILE_FORMAT/,
    );
    await expect(mat({ path, inputs: 'none' }).open()).rejects.toThrow(/\('complex', 'sparse', 'cell'.*got 'none'/);
    expect(() => mat({ path, inputs: 'x', samplesAxis: 'middle' as never })).toThrow(
      /samplesAxis: .*LML_INVALID_OPTIONS/s,
    );
  });
});
