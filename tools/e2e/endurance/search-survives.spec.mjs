import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RandomState } from '@lml/core';
import { ROOT } from '../../workspace/packages.mjs';
import { end, isInstalled } from '../redis-server.mjs';

const cli = join(ROOT, 'packages/cli/dist/lml.js');
const isRoot = process.getuid?.() === 0;
const hasSpaces = isRoot && spawnSync('ip', ['netns', 'list']).status === 0;
if (!isInstalled || !hasSpaces)
  process.stdout.write('search-survives.spec: skipped in part, there is no redis-server, or no network namespace\n');

/** 20 trials of two folds each. */
const PROJECT = `
learner:
  name: supervised
  model: { name: mlp, inputSize: 4, hiddenSizes: [8], outputSize: 3 }
  loss: cross-entropy
  optimizer: { name: adam, lr: 0.01 }
  metrics: [accuracy]
data: { dataset: iris, batchSize: 16, split: { test: 0.2 } }
trainer: { maxEpochs: 6, progressBar: false }
search:
  strategy: grid
  splitter: { name: stratified-k-fold, nSplits: 2, shuffle: true, randomState: 0 }
  space:
    optimizer.lr: [0.001, 0.003, 0.01, 0.03, 0.1]
    model.hiddenSizes: [[4], [8], [16], [32]]
seed: 1
`;

let folder = '';
/** @type {import('node:child_process').ChildProcess[]} */
let children = [];
/** The table of the search that nothing happened to, and what its best gave on the test data. */
let expected = { rows: [''], test: {} };

/** @param {readonly string[]} args @param {readonly string[]} [before] */
function start(args, before = []) {
  const [program, ...rest] = [...before, process.execPath, cli, ...args];
  const child = spawn(program, rest, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } });
  child.output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (child.output += text));
  child.done = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  children.push(child);
  return child;
}

/** The trials of a search without what differs from run to run: how long they took. */
function found(/** @type {string} */ run) {
  const [head, ...rows] = readFileSync(join(folder, run, 'trials.csv'), 'utf8')
    .trim()
    .split('\r\n');
  const seconds = head.split(',').indexOf('seconds') - head.split(',').length;
  const untimed = rows.map((row) => row.split(',').toSpliced(seconds, 1).join(','));
  const { test } = JSON.parse(readFileSync(join(folder, run, 'result.json'), 'utf8'));
  return { rows: untimed, test };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lml-survives-'));
  writeFileSync(join(folder, 'project.yaml'), PROJECT);
  const serial = start(['search', 'project.yaml', 'name=serial']);
  if ((await serial.done) !== 0) throw new Error(serial.output);
  expected = found('runs/serial/1');
});

afterEach(async () => {
  await Promise.all(children.map((child) => end(child)));
  children = [];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has twenty trials, none twice', () => {
  expect(expected.rows).toHaveLength(20);
  expect(new Set(expected.rows).size).toBe(20);
});

describe('a search in child processes', () => {
  it('goes on by the same command after it was killed, at whatever moment, and finds the same', async () => {
    const random = new RandomState(3);
    const command = ['search', 'project.yaml', 'name=children', '--workers', '2'];
    let search = start(command);
    for (let kills = 0; kills < 4; kills++) {
      await Promise.race([wait(1500 + random.randint(0, 2000)), search.done]);
      if (search.exitCode !== null) break;
      // Of a worker, or of all.
      const { stdout } = spawnSync('pgrep', ['-P', String(search.pid)], { encoding: 'utf8' });
      const workers = stdout.split('\n').filter((line) => line !== '');
      if (kills % 2 === 0 && workers.length > 0) process.kill(Number(workers[0]), 'SIGKILL');
      else {
        await end(search);
        search = start(command);
      }
    }
    expect([await search.done, search.output]).toEqual([0, expect.stringContaining('best    trial')]);
    expect(found('runs/children/1')).toEqual(expected);
  });
});

(isInstalled && hasSpaces ? describe : describe.skip)('two machines, as two network namespaces', () => {
  const spaces = ['lml-one', 'lml-two'];
  const ip = (/** @type {string} */ line) => {
    const { status, stderr } = spawnSync('ip', line.split(' '), { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip ${line}: ${stderr}`);
  };
  const inside = (/** @type {string} */ space) => ['ip', 'netns', 'exec', space];

  beforeAll(() => {
    for (const space of spaces) ip(`netns add ${space}`);
    ip('link add lml-veth1 type veth peer name lml-veth2');
    spaces.forEach((space, at) => {
      ip(`link set lml-veth${at + 1} netns ${space}`);
      ip(`-n ${space} addr add 10.117.0.${at + 1}/24 dev lml-veth${at + 1}`);
      ip(`-n ${space} link set lml-veth${at + 1} up`);
      ip(`-n ${space} link set lo up`);
    });
  });

  afterAll(() => {
    for (const space of spaces) spawnSync('ip', ['netns', 'del', space]);
  });

  it('share a search, and find what one of them finds', async () => {
    const data = mkdtempSync(join(folder, 'redis-'));
    const args = ['--port', '6379', '--bind', '10.117.0.1', '--protected-mode', 'no', '--dir', data];
    const [program, ...rest] = [...inside('lml-one'), 'redis-server', ...args];
    const server = spawn(program, rest);
    children.push(server);
    const url = 'redis://10.117.0.1:6379';
    const workers = spaces.map((space) => start(['worker', '--redis', url], inside(space)));
    const search = start(['search', 'project.yaml', 'name=machines', '--redis', url], inside('lml-one'));
    expect([await search.done, search.output]).toEqual([0, expect.stringContaining('best    trial')]);
    expect(found('runs/machines/1')).toEqual(expected);
    // Both had a part in it.
    for (const { output } of workers) expect(output).toMatch(/trials\/\d+\/fold-\d/);
  });
});
