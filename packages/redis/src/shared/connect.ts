import { ExecutorError } from '@lml/core';
import type { Redis } from 'ioredis';

import { isAddress, masked, withoutPassword } from './address.js';

/** How long Redis may take to answer at the start. */
const PATIENCE = 8000;

/** A connection that, once it was there, is made again for ever. */
export interface Connection {
  /** The client. */
  readonly client: Redis;
  /** The address without secrets. */
  readonly where: string;
  /** Ends it at once. */
  close(): void;
}

/**
 * Connects to Redis. Told by `onLost` and `onBack` when it goes and comes later.
 *
 * @throws `LML_EXECUTOR` within seconds where there is no Redis, or it does not let us in.
 */
export async function connect(
  url: string,
  { onLost, onBack }: { readonly onLost: () => void; readonly onBack: () => void },
): Promise<Connection> {
  if (!isAddress(url))
    throw new ExecutorError(
      `The address of Redis, ${masked(url)}, does not begin with redis:// or rediss://. Give another one: redis({ url }) or REDIS_URL.`,
    );
  const { Redis } = await import('ioredis');
  const where = masked(url);
  const state = { isUp: false, isLost: false, isClosing: false };
  let reason: unknown;
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: 5000,
    // At the start once, as the address may be wrong; later for ever, as it was right. BullMQ's copies of the client do the same.
    retryStrategy: (times) => (state.isUp && !state.isClosing ? Math.min(2000, 100 * 2 ** Math.min(times, 5)) : null),
  });
  client.on('error', (error) => (reason = error));
  client.on('close', () => {
    if (!state.isUp || state.isLost || state.isClosing) return;
    state.isLost = true;
    onLost();
  });
  client.on('ready', () => {
    if (!state.isLost) return;
    state.isLost = false;
    onBack();
  });
  try {
    await within(
      PATIENCE,
      client.connect().then(() => client.ping()),
    );
  } catch (error) {
    // What has ended already would wait for its end.
    if (client.status !== 'end') client.disconnect();
    throw refusal(url, reason ?? error);
  }
  state.isUp = true;
  return {
    client,
    where,
    close() {
      state.isClosing = true;
      client.disconnect();
    },
  };
}

function refusal(url: string, reason: unknown): ExecutorError {
  const words = withoutPassword(reason instanceof Error ? reason.message : String(reason), url);
  const isAccess = /NOAUTH|WRONGPASS|NOPERM|username-password/i.test(words);
  const remedy = isAccess
    ? 'Give the password in the address, redis://:password@host:6379, or all of it by REDIS_URL.'
    : 'Start it (redis-server --appendonly yes), or give the address of one that runs: redis({ url }) or REDIS_URL; rediss:// for TLS.';
  // Without a cause: that of ioredis has the command, and AUTH has the password.
  return new ExecutorError(`Redis cannot be used at ${masked(url)}: ${words || 'no answer'}. ${remedy}`);
}

/** A promise, or an error where it takes longer. */
export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
