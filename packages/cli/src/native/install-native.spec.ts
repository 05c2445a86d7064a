import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installNative } from './install-native.js';
import { PATCHES } from './patches.js';
import { PACKAGES, WHEEL, type Download } from './recipe.js';
import type { Answer, RunProgram } from './run-program.js';

const done: Answer = { code: 0, stdout: '', stderr: '' };
let root: string;
let folder: string;
let lines: string[];
/** What each program is asked to do, by its first argument that is no option. */
let calls: string[];
let content: string;
let failing: string | undefined;
const hashes = [WHEEL, ...PACKAGES].map(({ hash }) => hash);

/** Programs that do what the real ones do, with files of a few bytes. */
const run: RunProgram = async (command, args, place) => {
  const what = args.includes('download')
    ? 'pip'
    : args.includes('pack')
      ? 'npm'
      : args.includes('-c')
        ? 'unpack'
        : command;
  calls.push(what === process.execPath ? 'check' : what);
  if (calls.at(-1) === failing) return { code: 1, stdout: '', stderr: 'first\nit is broken\n' };
  if (what === 'pip') await writeFile(join(place!, WHEEL.file), content);
  if (what === 'npm') for (const { file } of PACKAGES) await writeFile(join(place!, file), content);
  if (what === 'unpack') {
    const staging = args[3]!;
    for (const name of ['include', 'headers', 'lib', 'tfjs-node/binding']) {
      await mkdir(join(staging, name), { recursive: true });
    }
    const text = PATCHES.map(({ before }) => before).join('\n');
    await writeFile(join(staging, 'tfjs-node/binding/tfjs_backend.cc'), text);
  }
  if (what === 'g++') await writeFile(args.at(-1)!, 'an addon');
  return done;
};

const install = (): Promise<void> =>
  installNative({
    folder,
    tools: { compiler: 'g++', python: 'python3', npm: ['npm'] },
    run,
    strip: false,
    say: (line) => lines.push(line),
  });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lml-install-'));
  folder = join(root, 'x');
  lines = [];
  calls = [];
  failing = undefined;
  content = 'some bytes';
  for (const each of [WHEEL, ...PACKAGES] as { -readonly [Name in keyof Download]: Download[Name] }[]) {
    each.hash = createHash(each.algorithm).update(content).digest('hex');
  }
});
afterEach(async () => {
  [WHEEL, ...PACKAGES].forEach((each, index) => Object.assign(each, { hash: hashes[index] }));
  await rm(root, { recursive: true });
});

describe('installNative', () => {
  it('leaves the folder, and nothing else', async () => {
    await install();
    expect(calls).toEqual(['pip', 'npm', 'unpack', 'g++', 'check']);
    expect(await readdir(root)).toEqual(['x']);
    expect((await readdir(folder)).sort()).toEqual(['addon', 'lib', 'tfjs-node']);
    expect(await readFile(join(folder, 'tfjs-node/binding/tfjs_backend.cc'), 'utf8')).toContain('thread_local');
    expect((await readdir(join(folder, 'lib'))).sort()).toEqual([
      'libtensorflow.so',
      'libtensorflow.so.2',
      'libtensorflow_framework.so',
    ]);
    expect(lines[0]).toBe('downloading tensorflow-cpu==2.18.1 by pip (230 MB)');
  });

  it.each(['npm', 'unpack', 'g++', 'check'])(
    'goes on after %s has failed, with what was downloaded',
    async (program) => {
      failing = program;
      await expect(install()).rejects.toMatchObject({
        code: program === 'npm' ? 'LML_FILE_READ' : 'LML_MISSING_FEATURE',
        message: expect.stringContaining('it is broken'),
      });
      expect(await readdir(root)).not.toContain('x');
      failing = undefined;
      calls = [];
      await install();
      expect(calls).toEqual([...(program === 'npm' ? ['npm'] : []), 'unpack', 'g++', 'check']);
      expect(await readdir(root)).toEqual(['x']);
    },
  );

  it('refuses a file with another hash, and does not keep it', async () => {
    content = 'other bytes';
    await expect(install()).rejects.toMatchObject({
      code: 'LML_FILE_READ',
      message: expect.stringContaining('tensorflow-cpu==2.18.1 is not what it must be'),
    });
    expect(calls).toEqual(['pip']);
    expect(await readdir(`${folder}.download`)).toEqual([]);
  });
});
