import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Learner } from '../learning/learner.js';

/** A part of a run, with the name by which a user knows it. */
type Part = readonly [name: string, part: object];

/** What belongs to a fit that is going on: its learner, its callbacks, its loggers. */
const taken = new WeakSet<object>();

/**
 * Claims what a fit changes, so that no other fit changes it meanwhile. Returns how to give it back.
 *
 * @throws `LML_INVALID_ARGUMENT` with the name of what another fit has; nothing is claimed then.
 */
export function claim(parts: readonly Part[]): () => void {
  checkUnclaimed(parts);
  for (const [, part] of parts) taken.add(part);
  return () => {
    for (const [, part] of parts) taken.delete(part);
  };
}

/**
 * Refuses what a fit has claimed to whoever would only look at it: the fit has its weights elsewhere until it ends.
 *
 * @throws `LML_INVALID_ARGUMENT` with the name of what a fit has.
 */
export function checkUnclaimed(parts: readonly Part[]): void {
  for (const [name, part] of parts) {
    if (!taken.has(part)) continue;
    const remedy = 'Await the other one first, or give each its own.';
    throw new InvalidArgumentError(name, 'one that nothing else is using at the same time', part, remedy);
  }
}

/** What a fit, or new weights, change of a learner. */
export function changing(learner: Learner): Part[] {
  return [
    ['learner', learner],
    ['model', learner.model],
  ];
}
