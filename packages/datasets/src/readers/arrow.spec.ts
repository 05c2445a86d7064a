import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { bytesOf, codeOf, damaged } from '../shared/array-goldens.fixture.js';
import { readArrow } from '../tables/arrow/read-arrow.js';
import { expectGolden, goldenTables, tableSettings } from '../tables/table-goldens.fixture.js';

const goldens = goldenTables('arrow');
const folder = mkdtempSync(join(tmpdir(), 'lml-arrow-'));

function write(bytes: Uint8Array, name = 'x.arrow'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The file of a case. */
function fileOf(name: string): string {
  return write(bytesOf(goldens.get(name)!.file), `${name}.arrow`);
}

describe('arrow', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  const nested = ['ragged', 'texts', 'deep', 'struct', 'bytes'];
  const readable = [...goldens.values()].filter(({ name }) => !/^lists|and missing/.test(name));

  it.each(readable.map((golden) => [golden.name, golden] as const))('reads what pyarrow writes: %s', async (name) => {
    expectGolden(await readArrow(fileOf(name), tableSettings()), goldens.get(name)!);
  });

  it('reads lists of one length, and refuses others by name', async () => {
    const golden = goldens.get('lists')!;
    const inputs = Object.keys(golden.values).filter((column) => !nested.includes(column));
    expectGolden(await readArrow(fileOf('lists'), tableSettings({ inputs })), golden, inputs);
    for (const column of nested)
      await expect(readArrow(fileOf('lists'), tableSettings({ inputs: [column] }))).rejects.toThrow(
        new RegExp(`column '${column}'.*LML_FILE_FORMAT`, 's'),
      );
  });

  it('refuses what no type holds', async () => {
    await expect(readArrow(fileOf('wide and missing'), tableSettings())).rejects.toThrow(
      /column 'wide' has whole numbers beyond 2\^53/,
    );
  });

  it('refuses what is none, and what is cut off', async () => {
    const whole = bytesOf(goldens.get('file')!.file);
    const files = [
      ['it does not begin with a schema', new Uint8Array(100)],
      ['the first version of Feather', new TextEncoder().encode('FEA1FEA1FEA1')],
      ['batch 0: it is cut off', whole.subarray(0, 1200)],
    ] as const;
    for (const [reason, bytes] of files)
      await expect(readArrow(write(bytes), tableSettings())).rejects.toThrow(new RegExp(`${reason}.*LML_FILE_FORMAT`));
  });

  it('gives values or says what is wrong, whatever the bytes', async () => {
    const bytes = [...goldens.values()].map(({ file }) => bytesOf(file));
    await fc.assert(
      fc.asyncProperty(damaged(bytes), async (file) => {
        const path = write(file, 'damaged.arrow');
        expect(['no error', 'LML_FILE_FORMAT']).toContain(await codeOf(() => readArrow(path, tableSettings())));
      }),
      { numRuns: 150 },
    );
  });
});
