import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ExecutorError, InvalidArgumentError, toPlainError, type PlainError, type WorkerOptions } from '@lml/core';
import type { Job as StoredJob } from 'bullmq';

import { connect, within } from '../shared/connect.js';
import type { JobEnvelope, JobOutcome } from '../shared/envelope.js';
import { CANCELLED } from '../shared/faults.js';
import { cancelKey, PREFIX } from '../shared/names.js';
import { fileNames } from '../stores/file-names.js';
import { openStore } from '../stores/open-store.js';
import type { Settings } from './settings.js';

/** How often a worker looks whether its jobs are still wanted. */
const LOOK_EVERY = 1000;
/** How long a worker that has nothing left to do waits for a Redis that is gone. */
const GOODBYE = 3000;

/** Does jobs until `signal` ends it; what it has begun it does to the end. */
export async function work(settings: Settings, { handler, signal, concurrency, log }: WorkerOptions): Promise<void> {
  const { url, queue: name, stalledAfter } = settings;
  if (!(Number.isSafeInteger(concurrency) && concurrency > 0))
    throw new InvalidArgumentError('concurrency', 'an integer of at least 1', concurrency);
  const connection = await connect(url, {
    onLost: () => log(`The connection to ${connection.where} is lost; it is made again as soon as Redis is back.`),
    onBack: () => log(`Redis is back.`),
  });
  const { client, where } = connection;
  const active = new Map<string, AbortController>();

  const processor = async (stored: StoredJob<JobEnvelope, JobOutcome>): Promise<JobOutcome> => {
    const started = performance.now();
    const { id } = stored.data;
    const say = (what: string): void => log(`${id}: ${what} after ${seconds(performance.now() - started)} s`);
    const abort = new AbortController();
    active.set(stored.id!, abort);
    log(`${id}: begun`);
    try {
      checkAttempts(stored, stalledAfter);
      if ((await client.exists(cancelKey(name, stored.id!))) > 0) abort.abort(notWanted(id));
      abort.signal.throwIfAborted();
      const outcome = await doJob(stored.data, settings, (job) => handler(job, { signal: abort.signal }));
      // A handler that was told to end may give a part of a result, which is none.
      abort.signal.throwIfAborted();
      say('done');
      return outcome;
    } catch (error) {
      const fault: PlainError = abort.signal.aborted
        ? { name: 'Error', code: CANCELLED, message: 'cancelled' }
        : toPlainError(error);
      say(abort.signal.aborted ? 'cancelled' : `failed (${fault.message})`);
      throw new Error(JSON.stringify(fault), { cause: error });
    } finally {
      active.delete(stored.id!);
    }
  };

  const { Worker } = await import('bullmq');
  const worker = new Worker<JobEnvelope, JobOutcome>(name, processor, {
    connection: client,
    prefix: PREFIX,
    concurrency,
    lockDuration: stalledAfter * 1000,
    stalledInterval: Math.max(500, stalledAfter * 500),
    // How often is enough, the job itself knows.
    maxStalledCount: 1_000_000,
    runRetryDelay: 500,
  });
  // Lost connections are told of above. What else is wrong with the queue is said once.
  const said = new Set<string>();
  worker.on('error', ({ message }) => {
    if (/ECONN|closed|EPIPE|ETIMEDOUT|lock/i.test(message) || said.has(message)) return;
    said.add(message);
    log(`The queue says: ${message}`);
  });
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) {
      log(`${id}: given to another worker, since this one was not heard of for ${stalledAfter} s (stalledAfter)`);
      active.get(id)?.abort(notWanted(id));
    }
  });
  const timer = setInterval(() => void letGo(), LOOK_EVERY);
  const letGo = async (): Promise<void> => {
    const ids = [...active.keys()];
    if (ids.length === 0 || client.status !== 'ready') return;
    const flags = await client.mget(ids.map((id) => cancelKey(name, id))).catch(() => []);
    ids.forEach((id, at) => flags[at] != null && active.get(id)?.abort(notWanted(id)));
  };
  log(`Worker of the queue '${name}' at ${where}: ${concurrency} at a time, waiting for jobs`);
  await aborted(signal);
  if (active.size > 0) log(`Ending; ${active.size} under way to be done first`);
  const closing = worker.close().then(() => true);
  const isClosed = (): Promise<boolean> => within(GOODBYE, closing).catch(() => false);
  while (!(await isClosed())) {
    if (active.size > 0 || client.status === 'ready') continue;
    log('Redis is not back; what was done and not told is done again by another worker');
    // What waits for Redis would keep the process alive by renewing locks.
    await worker['lockManager'].close();
    break;
  }
  clearInterval(timer);
  connection.close();
  log('Worker ended');
}

/** Does a job with a folder as its envelope says, and puts its files where they are looked for. */
async function doJob(
  { id, data, priority, store, place }: JobEnvelope,
  { keys }: Settings,
  run: (job: { id: string; data: unknown; priority: number; folder?: string | undefined }) => Promise<unknown>,
): Promise<JobOutcome> {
  if (store === undefined || place === undefined) return { result: await run({ id, data, priority }) };
  const opened = await openStore(store, keys);
  const temporary = await mkdtemp(join(tmpdir(), 'lml-job-'));
  try {
    const result = await run({ id, data, priority, folder: temporary });
    const names = await fileNames(temporary);
    // Each attempt has a folder of its own: two workers at one job never write over each other's files.
    const own = `${place}/${randomBytes(6).toString('hex')}`;
    await opened.save(temporary, names, own);
    return { result, place: own, names };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function checkAttempts({ data, stalledCounter }: StoredJob<JobEnvelope>, stalledAfter: number): void {
  if (stalledCounter < data.attempts) return;
  throw new ExecutorError(
    `The workers of the job '${data.id}' died, or were not heard of for ${stalledAfter} s, ${stalledCounter} times. Look at their memory and their logs; steps that take longer than that need a larger stalledAfter.`,
  );
}

function notWanted(id: string): ExecutorError {
  return new ExecutorError(`The job '${id}' is no longer wanted here.`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
