import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray, writeSafetensors } from '@lml/core';

import { safetensors } from './safetensors.js';

describe('safetensors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-safetensors-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'x.safetensors');
  const embedding = ndArray([
    [1, 2],
    [3, 4],
  ]);
  const weight = ndArray([1, -1]);
  writeFileSync(path, writeSafetensors({ embedding, label: ndArray([5n, 6n]), weight }));

  it('reads inputs, with targets or without', async () => {
    const dataset = safetensors({ path, inputs: 'embedding', targets: 'label' });
    await dataset.open();
    expect(await dataset.get(1)).toEqual({ input: ndArray([3, 4]), target: ndArray([6n], { shape: [] }) });
    const alone = safetensors({ path, inputs: { e: 'embedding' } });
    await alone.open();
    expect(await alone.get(0)).toEqual({ input: { e: ndArray([1, 2]) } });
    expect(alone.source!(0, 'input.e')).toEqual({ file: path, row: 0 });
  });

  it('names the file, the array, the place and the value', async () => {
    await expect(safetensors({ path, inputs: 'embedding', weights: 'weight' }).open()).rejects.toThrow(
      /The weights 'weight' in '.*x\.safetensors', at position 1, must be a number of at least 0, got -1\..*LML_FILE_FORMAT/,
    );
    await expect(safetensors({ path, inputs: 'toString' }).open()).rejects.toThrow(/LML_INVALID_OPTIONS/);
    const cut = join(folder, 'cut.safetensors');
    writeFileSync(cut, writeSafetensors({ embedding }).subarray(0, -1));
    await expect(safetensors({ path: cut, inputs: 'embedding' }).open()).rejects.toThrow(
      /safetensors file '.*cut\.safetensors' need 16 bytes, but it has 15\. It is cut off\..*LML_FILE_FORMAT/,
    );
  });
});
