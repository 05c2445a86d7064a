import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findTools, freeSpace, glibcVersion, type Surroundings } from './find-tools.js';

/** A machine on which these programs run. */
function machine(programs: readonly string[], changes: Partial<Surroundings> = {}): Surroundings {
  return {
    platform: 'linux',
    architecture: 'x64',
    glibc: '2.36',
    env: {},
    freeSpace: () => Promise.resolve(5e9),
    run: (command, args) => {
      const line = [command, ...args].join(' ');
      const runs = programs.some((program) => line.startsWith(program));
      return Promise.resolve({ code: runs ? 0 : undefined, stdout: '', stderr: '' });
    },
    ...changes,
  };
}

const all = ['g++', 'python3', 'npm'];

describe('findTools', () => {
  it('finds all there is', async () => {
    expect(await findTools('/cache/x', machine(all))).toEqual({
      tools: { compiler: 'g++', python: 'python3', npm: ['npm'] },
      missing: [],
    });
  });

  it('takes clang, the compiler of CXX, another Python, and the npm that runs it', async () => {
    const { tools } = await findTools('/cache/x', machine(['clang++', 'python ', 'npm']));
    expect(tools).toMatchObject({ compiler: 'clang++', python: 'python' });
    const env = { CXX: 'my-c++', npm_execpath: '/lib/npm/bin/npm-cli.js' };
    const named = await findTools('/cache/x', machine([...all, 'my-c++', process.execPath], { env }));
    expect(named.tools).toMatchObject({ compiler: 'my-c++', npm: [process.execPath, '/lib/npm/bin/npm-cli.js'] });
  });

  it('says all that is missing at once', async () => {
    const { missing } = await findTools('/cache/x', machine([], { freeSpace: () => Promise.resolve(2e8) }));
    expect(missing.map((each) => each.split(/[:,]/)[0])).toEqual([
      'a C++ compiler',
      'Python 3 with pip',
      'npm',
      '1.1 GB of disk for /cache/x',
    ]);
  });

  it('takes no other compiler than the one of CXX, and no folder below a file', async () => {
    const freeSpace = (): Promise<number> =>
      Promise.reject(Object.assign(new Error('not a directory'), { code: 'ENOTDIR' }));
    const { missing } = await findTools('/file/x', machine(all, { env: { CXX: '/nope/g++' }, freeSpace }));
    expect(missing).toEqual([
      expect.stringMatching(/CXX names, '\/nope\/g\+\+', which does not run/),
      expect.stringMatching(/a folder at \/file\/x.*LML_CACHE/),
    ]);
  });

  it('tells a Python without pip from none', async () => {
    const { missing } = await findTools('/cache/x', machine(['g++', 'npm', 'python3 --version']));
    expect(missing).toEqual([expect.stringMatching(/^pip for Python/)]);
  });

  it.each([
    [undefined, /^the GNU C library 2.17 or newer.*musl/],
    ['2.12', /here is 2.12/],
  ])('needs the GNU C library (%s)', async (glibc, words) => {
    expect((await findTools('/cache/x', machine(all, { glibc }))).missing).toEqual([expect.stringMatching(words)]);
  });

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ])('says what there is on %s, %s', async (platform, architecture) => {
    const { missing } = await findTools('/cache/x', machine(all, { platform, architecture }));
    expect(missing).toEqual([expect.stringContaining('npm install @tensorflow/tfjs-node')]);
  });
});

it('knows the free space of a folder that is not yet there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lml-space-'));
  expect(await freeSpace(join(folder, 'a', 'b'))).toBeGreaterThan(0);
  await rm(folder, { recursive: true });
});

it('knows the C library of this process, if it is the GNU one', () => {
  const version = glibcVersion();
  if (version !== undefined) expect(version).toMatch(/^\d+\.\d+/);
  expect(process.platform === 'linux' || version === undefined).toBe(true);
});
