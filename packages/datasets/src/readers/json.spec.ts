import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { NdArray } from '@lml/core';

import '../index.js';
import { readAll } from '../shared/read.fixture.js';
import { json } from './json.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-json-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'table.json');

describe('json', () => {
  it('reads the penguins', async () => {
    const penguins = json({
      path: fileURLToPath(new URL('../../../../node_modules/vega-datasets/data/penguins.json', import.meta.url)),
      target: 'Species',
      metadata: ['Island', 'Sex'],
    });
    const samples = await readAll(penguins);
    expect(samples.length).toBe(344);
    expect(penguins.classNames).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(penguins.inputNames).toEqual([
      'Beak Length (mm)',
      'Beak Depth (mm)',
      'Flipper Length (mm)',
      'Body Mass (g)',
    ]);
    expect(samples[0]).toEqual({
      input: { dtype: 'float64', shape: [4], data: Float64Array.of(39.1, 18.7, 181, 3750) },
      target: { dtype: 'int32', shape: [], data: Int32Array.of(0) },
      metadata: { Island: 'Torgersen', Sex: 'MALE' },
    });
    const missing = samples.filter(({ input }) => (input as NdArray<'float64'>).data.some(Number.isNaN));
    expect(missing.length).toBe(2);
  });

  it.each<[string, string, object, RegExp]>([
    ['what is no JSON', '[\n  {"a": 1},\n  {"a": nan}\n]', {}, /line 3, column 9: expected a value, got 'n'/],
    ['a file that is cut off', '[\n  {"a": 1},\n', {}, /line 3, column 1: expected a value, got the end of the file/],
    [
      'one record only',
      '{"a": 1}',
      {},
      /must be an array of records, .*got an object\. A file of one record a line is read by jsonl/,
    ],
    ['several records', '{"a": 1}\n{"a": 2}', {}, /line 2, column 1: expected the end, got '\{'/],
    ['a record that is none', '[{"a": 1}, 2]', {}, /record 1 must be a record, as \{"age": 3\}, got 2/],
    [
      'values of two kinds',
      '[{"a": 1}, {"a": true}]',
      {},
      /record 1, column 'a': must be a number, as in record 0, got true/,
    ],
    ['no such column', '[{"a": 1}]', { inputs: ['b'] }, /there is no column 'b', which inputs names/],
    ['nothing', '', {}, /line 1, column 1: expected a value, got the end of the file/],
  ])('names %s', async (_, text, options, message) => {
    writeFileSync(path, text);
    const opening = json({ path, ...options }).open();
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
  });
});
