import { RandomState } from '@lml/core';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { node } from '../../workspace/run.mjs';
import { end, freePort, isInstalled, startRedis } from '../redis-server.mjs';

if (!isInstalled) process.stdout.write('redis-search.spec: skipped, there is no redis-server\n');

const programs = new URL('../programs/', import.meta.url).pathname;

(isInstalled ? describe : describe.skip)('a search by workers on Redis', () => {
  let folder = '';
  /** @type {import('node:child_process').ChildProcess} */
  let server;
  /** @type {import('node:child_process').ChildProcess[]} */
  let workers = [];
  let search;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lml-redis-search-'));
  });

  afterAll(async () => {
    await Promise.all([search, ...workers, server].map((child) => end(child)));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (/** @type {string} */ program, /** @type {readonly string[]} */ args) => {
    const child = spawn(process.execPath, [join(programs, program), ...args], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    [child.output, child.errors] = ['', ''];
    child.stdout.on('data', (text) => (child.output += text));
    child.stderr.on('data', (text) => (child.errors += text));
    return child;
  };

  const hasMissedRedis = (/** @type {any} */ { exitCode, errors }) =>
    exitCode === 1 && errors.includes('Redis cannot be used');

  /** Whether all is written down: who is killed between that and the end of the process begins anew, as it should. */
  const isComplete = () => {
    const file = join(folder, 'killed/searched/1/search.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).status === 'completed';
  };

  it('ends with the table of one process, whoever is killed at whatever moment', async () => {
    const serial = JSON.parse(await node([join(programs, 'redis-search.mjs'), join(folder, 'serial')]));
    expect([serial.status, serial.table.length]).toEqual(['completed', 20]);

    const port = await freePort();
    const options = JSON.stringify({ url: `redis://127.0.0.1:${port}`, stalledAfter: 2 });
    const startWorker = () => start('redis-search-worker.mjs', [options]);
    const startSearch = () => start('redis-search.mjs', [join(folder, 'killed'), options]);
    server = await startRedis(port, folder);
    workers = [startWorker(), startWorker()];
    search = startSearch();

    const random = new RandomState(20);
    const kills = { worker: 0, redis: 0, search: 0 };
    const order = ['worker', 'redis', 'search', 'worker', 'search', 'redis', 'worker', 'search'];
    for (const victim of order) {
      await wait(300 + 1500 * random.random());
      if ((search.exitCode !== null && !hasMissedRedis(search)) || isComplete()) break;
      kills[victim] += 1;
      if (victim === 'worker') {
        const at = kills.worker % 2;
        await end(workers[at]);
        workers[at] = startWorker();
      } else if (victim === 'search') {
        await end(search);
        search = startSearch();
      } else {
        await end(server);
        await wait(300);
        server = await startRedis(port, folder);
      }
    }
    for (;;) {
      await wait(200);
      // Who was just starting while Redis was away has said so and ended; one starts it again.
      workers = workers.map((worker) => (hasMissedRedis(worker) ? startWorker() : worker));
      // Any other that cannot start would leave the search waiting for ever.
      for (const { exitCode, errors } of workers) expect([exitCode, errors]).toEqual([null, '']);
      if (hasMissedRedis(search)) search = startSearch();
      else if (search.exitCode !== null) break;
    }
    expect([search.exitCode, search.errors.replace(/\(node:\d+\) \[LML_REDIS_LOST\].*\n|\(Use .*\n/g, '')]).toEqual([
      0,
      '',
    ]);
    expect(Math.min(...Object.values(kills))).toBeGreaterThan(0);

    // All 20 trials, none twice, and the same model from the best.
    expect(JSON.parse(search.output.trim().split('\n').at(-1))).toEqual(serial);
    expect(readdirSync(join(folder, 'killed', 'searched'))).toEqual(['1']);
    const rows = readFileSync(join(folder, 'killed', 'searched', '1', 'trials.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(rows).toHaveLength(21);
  });
});
