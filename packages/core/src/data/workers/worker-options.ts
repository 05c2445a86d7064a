import { platform } from '#platform';

import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { MissingFeatureError } from '../../errors/missing-feature-error.js';
import { checkNames } from '../../registry/check-names.js';

/** Worker threads that make batches. Loaders that are given one and the same object share its threads. */
export interface DataWorkers {
  /** How many threads; 0 means none. */
  readonly count: number;
  /**
   * Modules that register components which the data are made of, where they are no packages that can be imported by their names:
   * URLs, or paths from the working directory. Each thread imports them. Default: none.
   */
  readonly modules?: readonly string[] | undefined;
}

/** More threads than that are a slip of the pen. */
const MOST = 256;

/**
 * Checks the option `workers`; `undefined` where batches are made in this thread.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_INVALID_OPTIONS`; `LML_MISSING_FEATURE` where there are no threads.
 */
export function workersOf(workers: number | DataWorkers | undefined): DataWorkers | undefined {
  const given = typeof workers === 'object' ? workers : { count: workers ?? 0 };
  checkNames('workers', given, ['count', 'modules']);
  const { count, modules = [] } = given;
  if (!Number.isInteger(count) || count < 0 || count > MOST)
    throw new InvalidArgumentError('workers', `a number of threads from 0 to ${MOST}, or { count, modules }`, workers);
  if (!Array.isArray(modules) || modules.some((name) => typeof name !== 'string'))
    throw new InvalidArgumentError('workers.modules', "a list of modules, as ['./my-data.js']", modules);
  if (count === 0) return undefined;
  if (platform.startThread === undefined)
    throw new MissingFeatureError(
      'Batches cannot be made in worker threads here: a browser has none that import packages. Leave workers out.',
    );
  return given;
}
