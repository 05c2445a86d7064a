import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where a system looks for the user's folders. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The user's folder; throws where the system knows none. */
  home(): string;
}

/**
 * The user's folder for what LML can make or download again: `LML_CACHE` if it is set, else `lml` in the system's folder for such
 * things. `undefined` where there is none, for a user without a home say. It need not exist.
 */
export function cacheFolder(
  { env, platform, home }: Surroundings = { env: process.env, platform: process.platform, home: homedir },
): string | undefined {
  const { resolve, join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const named = env['LML_CACHE'];
  if (named !== undefined && named !== '') return resolve(named);
  // The specification of XDG has relative paths ignored.
  const given = platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  if (given !== undefined && isAbsolute(given)) return join(given, 'lml');
  try {
    const below = { darwin: ['Library', 'Caches'], win32: ['AppData', 'Local'] }[platform] ?? ['.cache'];
    return join(home(), ...below, 'lml');
  } catch {
    return undefined;
  }
}
