import { MissingFeatureError } from '../errors/missing-feature-error.js';
import type { Files } from './platform.js';
import { platform } from '#platform';

/**
 * The files of this machine. `what` is what needs them, for a message.
 *
 * @throws `LML_MISSING_FEATURE` in a browser, which has none.
 */
export function localFiles(what: string): Files {
  if (platform.files !== undefined) return platform.files;
  throw new MissingFeatureError(`${what} needs files, which Node has and a browser has not.`);
}
