import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Learner } from '../learning/learner.js';

/** A part of a run, with the name by which a user knows it. */
type Part = readonly [name: string, part: object];

/** What belongs to a fit that is going on: its learner, its callbacks, its loggers. */
const reserved = new WeakSet<object>();

/**
 * Reserves what a fit changes, so that no other fit changes it meanwhile. Returns how to release it.
 *
 * @throws `LML_INVALID_ARGUMENT` with the name of what another fit has; nothing is reserved then.
 */
export function reserve(parts: readonly Part[]): () => void {
  checkFree(parts);
  for (const [, part] of parts) reserved.add(part);
  return () => {
    for (const [, part] of parts) reserved.delete(part);
  };
}

/**
 * Checks that no fit has reserved what is about to be read: the fit has its weights elsewhere until it ends.
 *
 * @throws `LML_INVALID_ARGUMENT` with the name of what a fit has.
 */
export function checkFree(parts: readonly Part[]): void {
  for (const [name, part] of parts) {
    if (!reserved.has(part)) continue;
    const remedy = 'Await the other one first, or give each its own.';
    throw new InvalidArgumentError(name, 'one that nothing else is using at the same time', part, remedy);
  }
}

/** The parts of a learner that a fit, or new weights, change. */
export function changedParts(learner: Learner): Part[] {
  return [
    ['learner', learner],
    ['model', learner.model],
    ...(learner.loss?.state === undefined ? [] : [['loss', learner.loss] as const]),
    // One that watches a number remembers what it has seen in a fit.
    ...(learner.scheduler?.observe === undefined ? [] : [['scheduler', learner.scheduler] as const]),
  ];
}
