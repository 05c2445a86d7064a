import { LmlError } from '@lml/core';
import { redis } from '@lml/redis';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bucketServer, KEYS } from './bucket-server.mjs';
import { handlerWith } from './programs/redis-jobs.mjs';
import { end, freePort, isInstalled, startRedis } from './redis-server.mjs';

if (!isInstalled) process.stdout.write('redis.spec: skipped, there is no redis-server\n');

const programs = new URL('./programs/', import.meta.url).pathname;
const handler = () => Promise.reject(new Error('Workers have handlers of their own.'));
const { signal } = new AbortController();

(isInstalled ? describe : describe.skip)('the executor redis', () => {
  let folder = '';
  let port = 0;
  let url = '';
  let runs = 0;
  /** @type {import('node:child_process').ChildProcess} */
  let server;
  /** @type {import('node:child_process').ChildProcess[]} */
  let children = [];
  /** @type {import('@lml/core').JobQueue[]} */
  let queues = [];
  /** A name for each test, of its queue, its run and its ledger. */
  let name = '';
  let options = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lml-redis-'));
    port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    server = await startRedis(port, folder);
  });

  beforeEach(() => {
    name = `test-${(runs += 1)}`;
    options = { url, queue: name, stalledAfter: 2 };
  });

  afterEach(async () => {
    for (const queue of queues) await queue.close();
    await Promise.all(children.map((child) => end(child)));
    [queues, children] = [[], []];
  });

  afterAll(async () => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  });

  const ledger = () => join(folder, `${name}.txt`);

  /** What was noted of an action, by job. */
  const noted = (/** @type {string} */ what) => {
    const lines = existsSync(ledger()) ? readFileSync(ledger(), 'utf8').split('\n') : [];
    return lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.split(' ')[1]);
  };

  /** @param {string} program @param {readonly string[]} args @param {Record<string, string>} [env] */
  const start = (program, args, env = {}) => {
    const child = spawn(process.execPath, [join(programs, program), ...args], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    child.output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (child.output += text));
    children.push(child);
    return child;
  };

  const startWorker = (/** @type {object} */ more = {}, concurrency = 1, env = {}) =>
    start('redis-worker.mjs', [JSON.stringify({ ...options, ...more }), ledger(), String(concurrency)], env);

  const open = async (/** @type {object} */ more = {}) => {
    const queue = await redis({ ...options, ...more }).open({ run: name, handler });
    queues.push(queue);
    return queue;
  };

  const job = (/** @type {number} */ at, /** @type {object} */ more = {}) => ({
    id: `${at}/0`,
    data: { value: at, milliseconds: 100, ...more },
    priority: at,
  });

  const jobs = (/** @type {number} */ count, /** @type {object} */ more = {}) =>
    Array.from({ length: count }, (_, at) => job(at, more));

  /** @param {() => boolean} isSo @param {string} what */
  const until = async (isSo, what) => {
    for (let tries = 0; !isSo(); tries += 1) {
      if (tries > 1200)
        throw new Error(`It never came to this: ${what}\n${children.map(({ output }) => output).join('\n')}`);
      await wait(50);
    }
  };

  const squares = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, at) => ({ square: at ** 2, folder: 'none' }));

  it('gives what the handler gives in one process, lower priorities first', async () => {
    const queue = await open();
    const all = jobs(6);
    const results = Promise.all([...all].reverse().map((one) => queue.run(one, { signal })));
    await wait(500);
    startWorker();
    const here = await Promise.all(all.map((one) => handlerWith(join(folder, 'here.txt'))(one, { signal })));
    expect((await results).reverse()).toEqual(here);
    expect(noted('end')).toEqual(['0/0', '1/0', '2/0', '3/0', '4/0', '5/0']);
  });

  it('gives the errors of handlers with their codes', async () => {
    startWorker();
    const queue = await open();
    const coded = await queue.run(job(1, { fail: 'coded' }), { signal }).catch((error) => error);
    expect(LmlError.isInstance(coded, 'LML_INVALID_ARGUMENT')).toBe(true);
    expect(coded.message).toMatch(/a good one.*\(LML_INVALID_ARGUMENT\)$/);
    const plain = await queue.run(job(2, { fail: 'plain' }), { signal }).catch((error) => error);
    expect([plain.name, plain.message, LmlError.isInstance(plain)]).toEqual(['RangeError', 'out of range', false]);
  });

  it('has the job of a worker that was killed done by another', async () => {
    const first = startWorker();
    const queue = await open();
    const result = queue.run(job(3, { milliseconds: 1500 }), { signal });
    await until(() => noted('begin').length === 1, 'a job that was begun');
    await end(first);
    startWorker();
    expect(await result).toEqual({ square: 9, folder: 'none' });
    expect([noted('begin').length, noted('end').length]).toEqual([2, 1]);
  });

  it('ends a job that kills its workers', async () => {
    const queue = await open({ attempts: 2 });
    const result = queue.run(job(1, { die: true }), { signal }).catch((error) => error);
    const workers = [startWorker(), startWorker(), startWorker()];
    expect(await result).toMatchObject({ code: 'LML_EXECUTOR', message: expect.stringContaining('died') });
    expect(workers.filter(({ signalCode }) => signalCode === 'SIGKILL')).toHaveLength(2);
  });

  it('loses no job when Redis is killed, and goes on by itself when it is back', async () => {
    const workers = [startWorker({}, 2), startWorker({}, 2)];
    const queue = await open();
    const results = Promise.all(jobs(20, { milliseconds: 400 }).map((one) => queue.run(one, { signal })));
    await until(() => noted('end').length >= 3, 'three jobs that were done');
    await end(server);
    await wait(1000);
    server = await startRedis(port, folder);
    expect(await results).toEqual(squares(20));
    for (const { output } of workers) expect(output).toContain('is lost');
  });

  it('asks again for jobs that Redis forgot', async () => {
    const queue = await open();
    const results = Promise.all(jobs(3).map((one) => queue.run(one, { signal })));
    await wait(500);
    await end(server);
    // All that was written in its last second, so to speak.
    rmSync(join(folder, 'appendonlydir'), { recursive: true });
    server = await startRedis(port, folder);
    startWorker();
    expect(await results).toEqual(squares(3));
  });

  it('finds the results of a run that was killed, and joins what is under way', async () => {
    startWorker({}, 2);
    const args = [JSON.stringify(options), name, JSON.stringify(jobs(12, { milliseconds: 300 }))];
    const killed = start('redis-run.mjs', args);
    await until(() => noted('end').length >= 4, 'four jobs that were done');
    await end(killed);
    await until(() => noted('end').length >= 6, 'workers that go on without it');
    const again = start('redis-run.mjs', args);
    await until(() => again.exitCode !== null, 'a run that ended');
    const lines = again.output.trim().split('\n');
    expect(lines.pop()).toBe('closed');
    const results = new Map(lines.map((line) => JSON.parse(line)));
    expect(jobs(12).map(({ id }) => results.get(id))).toEqual(squares(12));
    // None was done twice.
    expect(noted('begin').sort()).toEqual(
      jobs(12)
        .map(({ id }) => id)
        .sort(),
    );
    // Closed, it leaves nothing: the same run does all of it again.
    const queue = await open();
    await queue.run(job(0), { signal });
    expect(noted('begin')).toHaveLength(13);
  });

  it('takes no results of a run of the same name that had other things to do', async () => {
    startWorker();
    const killed = start('redis-run.mjs', [JSON.stringify(options), name, JSON.stringify([job(3)])]);
    await until(() => noted('end').length === 1, 'a job that was done');
    await end(killed);
    const queue = await open();
    expect(await queue.run({ ...job(3), data: { value: 4 } }, { signal })).toEqual({ square: 16, folder: 'none' });
  });

  it('tells the worker of a job that is cancelled, and takes back those that wait', async () => {
    const worker = startWorker();
    const queue = await open();
    const cancel = new AbortController();
    const results = jobs(3, { milliseconds: 60_000 }).map((one) =>
      queue.run(one, { signal: cancel.signal }).catch((error) => error),
    );
    await until(() => noted('begin').length === 1, 'a job that was begun');
    cancel.abort(new Error('enough'));
    for (const error of await Promise.all(results)) expect(error.message).toBe('enough');
    await until(() => noted('abort').length === 1, 'a handler that was told');
    // The worker is free, and a job that was cancelled can be asked for anew.
    expect(await queue.run(job(2), { signal })).toEqual({ square: 4, folder: 'none' });
    expect(await queue.run(job(0), { signal })).toEqual({ square: 0, folder: 'none' });
    expect(noted('begin')).toEqual(['0/0', '2/0', '0/0']);
    await until(() => /0\/0: cancelled/.test(worker.output), 'a line that says so');
  });

  it('cancels what runs when it is closed', async () => {
    startWorker();
    const queue = await open();
    const result = queue.run(job(0, { milliseconds: 60_000 }), { signal }).catch((error) => error);
    await until(() => noted('begin').length === 1, 'a job that was begun');
    await queue.close();
    expect(await result).toMatchObject({ code: 'LML_EXECUTOR' });
    await until(() => noted('abort').length === 1, 'a handler that was told');
    await expect(queue.run(job(1), { signal })).rejects.toMatchObject({ code: 'LML_EXECUTOR' });
  });

  it('has workers that do what they have begun when they are asked to end', async () => {
    const worker = startWorker();
    const queue = await open();
    const results = [job(2, { milliseconds: 1000 }), job(3)].map((one) => queue.run(one, { signal }));
    await until(() => noted('begin').length === 1, 'a job that was begun');
    worker.kill('SIGTERM');
    expect(await results[0]).toEqual({ square: 4, folder: 'none' });
    await until(() => worker.exitCode === 0, 'a worker that ended');
    expect(worker.output).toMatch(/2\/0: done after \d+\.\d s\nWorker ended\n$/);
    startWorker();
    expect(await results[1]).toEqual({ square: 9, folder: 'none' });
  });

  it('has workers that end though Redis is gone, and others that do their jobs when it is back', async () => {
    const worker = startWorker();
    const queue = await open();
    const result = queue.run(job(2, { milliseconds: 1000 }), { signal });
    await until(() => noted('begin').length === 1, 'a job that was begun');
    await end(server);
    worker.kill('SIGTERM');
    await until(() => worker.exitCode === 0, 'a worker that ended');
    expect(worker.output).toMatch(/Redis is not back.*\nWorker ended\n$/);
    server = await startRedis(port, folder);
    startWorker();
    expect(await result).toEqual({ square: 4, folder: 'none' });
  });

  const files = { 'metrics.csv': 'a,b\n1,2\n', 'best/weights 1+2.bin': 'w'.repeat(50_000), empty: '' };

  it('brings files to the folder of the job where no store is given', async () => {
    startWorker();
    const queue = await open();
    const target = join(folder, name);
    await queue.run({ ...job(1, { files }), folder: target }, { signal });
    expect(readFileSync(join(target, 'metrics.csv'), 'utf8')).toBe(files['metrics.csv']);
    await queue.close();
    expect(existsSync(join(folder, '.lml-jobs'))).toBe(false);
  });

  it('brings files through a shared folder, and leaves it empty', async () => {
    const store = join(folder, `${name}-store`);
    mkdirSync(store);
    startWorker();
    const queue = await open({ store });
    const target = join(folder, `${name}-target`);
    await queue.run({ ...job(1, { files }), folder: target }, { signal });
    for (const [file, text] of Object.entries(files)) expect(readFileSync(join(target, file), 'utf8')).toBe(text);
    expect(readdirSync(target).sort()).toEqual(['best', 'empty', 'metrics.csv']);
    expect(readdirSync(store)).toEqual([name]);
    await queue.close();
    expect(readdirSync(store)).toEqual([]);
  });

  it('does a job again whose files of before are gone', async () => {
    const store = join(folder, `${name}-store`);
    mkdirSync(store);
    startWorker();
    const target = join(folder, `${name}-target`);
    const args = (/** @type {object} */ one) => [JSON.stringify({ ...options, store }), name, JSON.stringify([one])];
    const one = { ...job(1, { files }), folder: target };
    const killed = start('redis-run.mjs', args({ ...one }));
    await until(() => noted('begin').length === 1, 'a job that was begun');
    await end(killed);
    await until(() => noted('end').length === 1 && readdirSync(store).length === 1, 'a job that was done');
    await wait(500);
    rmSync(join(store, name), { recursive: true });
    rmSync(target, { recursive: true, force: true });
    const queue = await open({ store });
    await queue.run(one, { signal });
    expect(readFileSync(join(target, 'metrics.csv'), 'utf8')).toBe(files['metrics.csv']);
    expect(noted('end')).toHaveLength(2);
  });

  it('says what to do where a store is not mounted', async () => {
    startWorker();
    const queue = await open({ store: join(folder, 'not-there') });
    const result = queue.run({ ...job(1, { files }), folder: join(folder, name) }, { signal });
    await expect(result).rejects.toMatchObject({
      code: 'LML_EXECUTOR',
      message: expect.stringContaining('Mount it there'),
    });
  });

  it('brings files through a bucket, whose keys do not travel, and leaves it empty', async () => {
    const bucket = await bucketServer();
    try {
      const env = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey };
      startWorker({}, 1, env);
      const queue = await open({ store: { bucket: bucket.url, region: 'eu-central-1', ...KEYS } });
      const target = join(folder, `${name}-target`);
      await queue.run({ ...job(1, { files }), folder: target }, { signal });
      for (const [file, text] of Object.entries(files)) expect(readFileSync(join(target, file), 'utf8')).toBe(text);
      expect(bucket.objects.size).toBe(3);
      await queue.close();
      expect(bucket.objects.size).toBe(0);
      const written = readdirSync(join(folder, 'appendonlydir'));
      for (const file of written) {
        expect(readFileSync(join(folder, 'appendonlydir', file), 'latin1')).not.toContain(KEYS.secretAccessKey);
      }
    } finally {
      await bucket.close();
    }
  });

  it('says what a bucket answers to wrong keys', async () => {
    const bucket = await bucketServer();
    try {
      startWorker({}, 1, { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: 'wrong' });
      const queue = await open({ store: { bucket: bucket.url, ...KEYS } });
      const result = queue.run({ ...job(1, { files }), folder: join(folder, name) }, { signal });
      await expect(result).rejects.toMatchObject({
        code: 'LML_EXECUTOR',
        message: expect.stringMatching(/403.*SignatureDoesNotMatch.*AWS_SECRET_ACCESS_KEY/),
      });
    } finally {
      await bucket.close();
    }
  });

  it('says within seconds that there is no Redis, or that it wants a password, and shows none', async () => {
    const nobody = `redis://:s3cret@127.0.0.1:${await freePort()}`;
    for (const start of [
      () => redis({ url: nobody }).open({ run: name, handler }),
      () => redis({ url: nobody }).work({ handler, signal, concurrency: 1, log: () => undefined }),
    ]) {
      const error = await start().catch((reason) => reason);
      expect(error).toMatchObject({ code: 'LML_EXECUTOR', message: expect.stringContaining('ECONNREFUSED') });
      expect(error.message).toContain('redis://***@127.0.0.1');
      expect(error.message).not.toContain('s3cret');
    }
    const guarded = join(folder, `${name}-guarded`);
    mkdirSync(guarded);
    const other = await freePort();
    const strict = await startRedis(other, guarded, ['--requirepass', 'right']);
    try {
      for (const access of ['', ':wr0ng@']) {
        const address = `redis://${access}127.0.0.1:${other}`;
        const error = await redis({ url: address })
          .open({ run: name, handler })
          .catch((reason) => reason);
        expect(error).toMatchObject({ code: 'LML_EXECUTOR', message: expect.stringContaining('REDIS_URL') });
        expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('wr0ng');
      }
      const queue = await redis({ url: `redis://:right@127.0.0.1:${other}` }).open({ run: name, handler });
      await queue.close();
    } finally {
      await end(strict);
    }
  });
});
