import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { choiceFile, choiceStore, type EngineChoice } from './engine-choice.js';

describe('The store of choices', () => {
  const choice: EngineChoice = {
    engine: 'fast',
    probes: { fast: { notice: 'engine fast', seconds: 1 }, slow: { notice: 'engine slow', seconds: 2 } },
  };
  const other: EngineChoice = { ...choice, engine: 'slow' };
  const before = process.env['LML_CACHE'];
  let folder: string;
  let count = 0;

  /** Circumstances that this process has not met. */
  const fresh = (): string => JSON.stringify({ cores: 2, test: count++ });
  /** Writes a file as another process would. */
  const write = async (circumstances: string, text: string): Promise<void> => {
    const file = (await choiceFile(circumstances))!;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const textOf = (circumstances: string, content: object = choice): string =>
    JSON.stringify({ circumstances: JSON.parse(circumstances) as unknown, ...content });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-cache-'));
    process.env['LML_CACHE'] = join(folder, 'new');
  });

  afterEach(async () => {
    if (before === undefined) delete process.env['LML_CACHE'];
    else process.env['LML_CACHE'] = before;
    await rm(folder, { recursive: true });
  });

  it('has none at first, and then what is kept, in memory and in a file that says for what it is', async () => {
    const circumstances = fresh();
    expect(await choiceStore.find(circumstances)).toBeUndefined();
    expect(await choiceStore.keep(circumstances, choice)).toEqual(choice);
    expect(await choiceStore.find(circumstances)).toEqual(choice);
    const file = (await choiceFile(circumstances))!;
    expect(file.startsWith(join(folder, 'new', 'engines'))).toBe(true);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      circumstances: JSON.parse(circumstances) as unknown,
      ...choice,
    });
    expect(await choiceStore.find(fresh())).toBeUndefined();
  });

  it('finds what another process has kept, and leaves it', async () => {
    const circumstances = fresh();
    await write(circumstances, textOf(circumstances));
    expect(await choiceStore.find(circumstances)).toEqual(choice);
    expect(await choiceStore.keep(circumstances, other)).toEqual(choice);
    expect(await readFile((await choiceFile(circumstances))!, 'utf8')).toBe(textOf(circumstances));
  });

  it('replaces what no longer fits', async () => {
    const circumstances = fresh();
    await write(circumstances, textOf(circumstances));
    const outdated = await choiceStore.find(circumstances);
    expect(await choiceStore.keep(circumstances, other, outdated)).toEqual(other);
    expect(await choiceStore.find(circumstances)).toEqual(other);
    expect(JSON.parse(await readFile((await choiceFile(circumstances))!, 'utf8'))).toMatchObject(other);
  });

  it.each([
    ['that was torn', (text: string) => text.slice(0, 60)],
    ['that is empty', () => ''],
    ['that is not JSON', () => 'engine: fast'],
    ['of another layout', () => '{"engine":"fast"}'],
    ['with an engine that was not measured', (text: string) => text.replace('"engine":"fast"', '"engine":"odd"')],
    ['with times that cannot be', (text: string) => text.replace('"seconds":2', '"seconds":-2')],
    ['of other circumstances', (text: string) => text.replace('"cores":2', '"cores":3')],
    ['that is too large', (text: string) => text + ' '.repeat(2 ** 17)],
  ])('takes a file %s for none, and replaces it', async (_, damage) => {
    const circumstances = fresh();
    await write(circumstances, damage(textOf(circumstances)));
    expect(await choiceStore.find(circumstances)).toBeUndefined();
    await choiceStore.keep(circumstances, choice);
    expect(JSON.parse(await readFile((await choiceFile(circumstances))!, 'utf8'))).toMatchObject(choice);
  });

  it('remembers in memory alone where nothing can be written', async () => {
    await writeFile(join(folder, 'file'), '');
    process.env['LML_CACHE'] = join(folder, 'file');
    const circumstances = fresh();
    expect(await choiceStore.keep(circumstances, choice)).toEqual(choice);
    expect(await choiceStore.find(circumstances)).toEqual(choice);
    // Root writes where nobody may.
    process.env['LML_CACHE'] = folder;
    await chmod(folder, 0o500);
    expect(await choiceStore.keep(fresh(), choice)).toEqual(choice);
    await chmod(folder, 0o700);
    expect(await readdir(folder)).toContain('file');
  });
});
