import { resolve } from 'node:path';

import { defineComponent, InvalidOptionsError, type Executor } from '@lml/core';
import { z } from 'zod';

import { RedisJobQueue } from '../queue/job-queue.js';
import type { Settings } from '../queue/settings.js';
import { work } from '../queue/worker.js';
import { addressOf, isAddress, masked } from '../shared/address.js';
import type { StorePlace } from '../stores/store.js';

const bucket = z.strictObject({
  /** The address of the bucket, with a folder within it if one is wanted. */
  bucket: z
    .url({ protocol: /^https?$/, error: 'must be an address: https://s3.eu-central-1.amazonaws.com/my-bucket' })
    .describe('The address of the bucket, with a folder within it if one is wanted.'),
  /** Its region. Default: AWS_REGION of the environment, else us-east-1. */
  region: z.string().min(1).optional().describe('Its region. Default: AWS_REGION of the environment, else us-east-1.'),
  /** The name of the key. Default: AWS_ACCESS_KEY_ID of the environment, which is the better place. */
  accessKeyId: z
    .string()
    .min(1)
    .optional()
    .describe('The name of the key. Default: AWS_ACCESS_KEY_ID of the environment, which is the better place.'),
  /** The key. Default: AWS_SECRET_ACCESS_KEY of the environment, which is the better place. */
  secretAccessKey: z
    .string()
    .min(1)
    .optional()
    .describe('The key. Default: AWS_SECRET_ACCESS_KEY of the environment, which is the better place.'),
});

const shape = {
  /**
   * The address of Redis: `redis://host:6379`, for TLS `rediss://`, with a password `redis://:password@host`. Default:
   * REDIS_URL of the environment, else this machine.
   */
  url: z
    .string()
    .optional()
    .describe(
      'The address of Redis: `redis://host:6379`, for TLS `rediss://`, with a password `redis://:password@host`. Default: REDIS_URL of the environment, else this machine.',
    ),
  /** The name of the queue: a worker does the jobs of one. Default: `'lml'`. */
  queue: z
    .string()
    .regex(/^[\w.-]+$/, 'must be of letters, digits, dashes, underscores and dots')
    .default('lml')
    .describe('The name of the queue: a worker does the jobs of one.'),
  /**
   * Where files of jobs travel: a folder that all machines have under one path, or an S3-compatible bucket. Default: a
   * hidden folder beside that of the job, which is right on one machine.
   */
  store: z
    .union([z.string().min(1), bucket])
    .optional()
    .describe(
      'Where files of jobs travel: a folder that all machines have under one path, or an S3-compatible bucket. Default: a hidden folder beside that of the job, which is right on one machine.',
    ),
  /** Which run comes first where several share a queue, from 0, the first, to 15. Default: `8`. */
  priority: z
    .int()
    .min(0)
    .max(15)
    .default(8)
    .describe('Which run comes first where several share a queue, from 0, the first, to 15.'),
  /** How often a job is begun at most, should its workers die, until it counts as their murderer. Default: `10`. */
  attempts: z
    .int()
    .min(1)
    .default(10)
    .describe('How often a job is begun at most, should its workers die, until it counts as their murderer.'),
  /**
   * After how many seconds without a sign of life a worker is taken for dead, and its job given to another; longer than
   * any step takes. The workers' own setting counts. Default: `30`.
   */
  stalledAfter: z
    .number()
    .min(1)
    .max(86_400)
    .default(30)
    .describe(
      "After how many seconds without a sign of life a worker is taken for dead, and its job given to another; longer than any step takes. The workers' own setting counts.",
    ),
  /** How many jobs are handed out at a time; of more workers than that, some have nothing to do. Default: `64`. */
  capacity: z
    .int()
    .min(1)
    .default(64)
    .describe('How many jobs are handed out at a time; of more workers than that, some have nothing to do.'),
  /** For how many seconds results wait in Redis for a run that was killed and goes on. Default: `86_400`. */
  keepResults: z
    .int()
    .min(60)
    .default(86_400)
    .describe('For how many seconds results wait in Redis for a run that was killed and goes on.'),
};

/** Options of {@link redis}. */
export interface RedisOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Has jobs done by the workers of many machines, by BullMQ on Redis (5 or newer; 6.2 is better). Workers are started by hand,
 * `lml worker --redis <url>`, before or during a run, as many as are wanted.
 *
 * Jobs are done at least once. A worker that dies is missed after `stalledAfter` seconds, and another does its job again. A run that was
 * killed and is started again finds the results of its jobs, and joins those that are under way. Redis may be killed too: with
 * `--appendonly yes` it may forget a second, and what is missing is asked for again. When a run is closed, its results are removed from
 * Redis and from the store.
 *
 * **Who can write to that Redis can have jobs run on the workers**, and so their code, and can read all results. Keep it in a network that
 * you trust, with a password and TLS (`rediss://`) where it leaves one machine. Passwords are never printed; one that stands in
 * REDIS_URL rather than in `url` gets into no config either. Keys of a bucket never travel: each side has its own, from its environment or
 * its options.
 *
 * @throws `LML_INVALID_OPTIONS` for another address than one of Redis. Opened or at work: `LML_EXECUTOR` without Redis, within
 * seconds; and of a job whose workers died `attempts` times, or whose files cannot travel.
 *
 * @see https://docs.bullmq.io
 *
 * @example
 * ```ts
 * import { redis } from '@lml/redis';
 *
 * const executor = redis({ url: 'redis://127.0.0.1:1', store: '/mnt/runs' });
 * const handler = async () => 'done';
 * await executor.open({ run: 'digits', handler }); // throws LML_EXECUTOR
 * ```
 */
export const redis = defineComponent({
  kind: 'executor',
  name: 'redis',
  summary: 'Jobs done by the workers of many machines, by BullMQ on Redis.',
  schema: z.strictObject(shape),
  create: ({ url, store, ...options }, { name }): Executor => {
    // Not by the schema, whose words would show the password.
    if (url !== undefined && !isAddress(url)) {
      const message = `must begin with redis:// or rediss://, got '${masked(url)}'`;
      throw new InvalidOptionsError(`executor '${name}'`, [{ path: ['url'], message }]);
    }
    // Asked for when it is needed: the environment may be read from a file first.
    const settings = (): Settings => ({ ...options, url: addressOf(url), store: placeOf(store), keys: keysOf(store) });
    return {
      open: ({ run }) => RedisJobQueue.open(run, settings()),
      work: (worker) => work(settings(), worker),
    };
  },
  examples: [
    {},
    { url: 'redis://10.0.0.4:6379', queue: 'digits', store: '/mnt/runs', priority: 2 },
    { store: { bucket: 'https://s3.eu-central-1.amazonaws.com/my-bucket/runs', region: 'eu-central-1' } },
  ],
});

type StoreOption = z.output<typeof shape.store>;

/** Without keys, so that it may travel. */
function placeOf(store: StoreOption): StorePlace | undefined {
  if (store === undefined) return undefined;
  return typeof store === 'string' ? resolve(store) : { bucket: store.bucket, region: store.region };
}

function keysOf(store: StoreOption): Settings['keys'] {
  if (store === undefined || typeof store === 'string') return {};
  return { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey };
}
