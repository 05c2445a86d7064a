import type { Machine } from './platform.js';
import { platform } from '#platform';

/** What this program runs on, as far as the platform tells. */
export function thisMachine(): Machine {
  return platform.machine;
}

/**
 * The user's folder for what LML can make or download again: `LML_CACHE` if it is set, else `lml` in `XDG_CACHE_HOME`, `~/.cache`,
 * `~/Library/Caches` or `%LOCALAPPDATA%`. It need not exist. `undefined` in browsers, and for a user without a home.
 */
export function userCacheFolder(): string | undefined {
  return platform.cacheFolder;
}
