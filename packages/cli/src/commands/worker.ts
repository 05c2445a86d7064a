import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build, InvalidArgumentError, type Project } from '@lml/core';
import { importProject, jobHandler } from '@lml/core/engine';

import { openProject } from '../open-project.js';
import { importPackages } from '../plugins.js';
import { countOf } from './executor-options.js';

/** Options of `lml worker`. */
export interface WorkerCommandOptions {
  /** The URL of the Redis. */
  readonly redis?: string | undefined;
  /** The name of the queue. */
  readonly queue?: string | undefined;
  /** Where files of jobs travel. */
  readonly store?: string | undefined;
  /** After how many seconds without a sign of life it is taken for dead. */
  readonly stalledAfter?: string | undefined;
  /** How many folds at a time. */
  readonly concurrency: string;
}

/** `lml worker`: runs folds of searches and cross-validations elsewhere until it is ended. */
export async function worker(path: string | undefined, options: WorkerCommandOptions): Promise<number> {
  const { redis = process.env['REDIS_URL'], queue, store, stalledAfter, concurrency } = options;
  if (redis === undefined)
    throw new InvalidArgumentError(
      '--redis',
      'the URL of a Redis, as redis://localhost:6379',
      redis,
      'Or set REDIS_URL.',
    );
  const count = countOf(concurrency, '--concurrency');
  await importPackages();
  const seconds = stalledAfter === undefined ? undefined : countOf(stalledAfter, '--stalled-after');
  const given = Object.entries({ queue, store, stalledAfter: seconds }).filter(([, value]) => value !== undefined);
  const executor = build('executor', { name: 'redis', url: redis, ...Object.fromEntries(given) });
  const project = path === undefined ? undefined : await projectAt(path);
  const stop = new AbortController();
  const end = (): void => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  await executor.work!({
    handler: jobHandler({ project }),
    signal: stop.signal,
    concurrency: count,
    log: (line) => process.stdout.write(`${line}\n`),
  });
  return 0;
}

/** The project that a worker works for: of a project file, or exported by a module. */
function projectAt(path: string): Promise<Project> {
  return /\.[cm]?[jt]s$/.test(path) ? importProject(pathToFileURL(resolve(path)).href) : openProject(path, []);
}
