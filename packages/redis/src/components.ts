// Generated from the components beside it: npm run barrels.
export * from './executors/redis.js';

import type { redis, RedisOptions } from './executors/redis.js';

declare module '@lml/core' {
  interface ExecutorComponents {
    /** See {@link redis}. */
    redis: typeof redis;
  }
  interface ExecutorOptions {
    /** See {@link redis}. */
    redis: RedisOptions;
  }
}
