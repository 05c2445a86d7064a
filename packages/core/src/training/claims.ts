import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

/** What belongs to a fit that is going on: its learner, its callbacks, its loggers. */
const taken = new WeakSet<object>();

/**
 * Claims what a fit changes, so that no other fit changes it meanwhile. Returns how to give it back.
 *
 * @throws `LML_INVALID_ARGUMENT` with the name of what another fit has; nothing is claimed then.
 */
export function claim(parts: readonly (readonly [name: string, part: object])[]): () => void {
  for (const [name, part] of parts) {
    if (!taken.has(part)) continue;
    const remedy = 'Await the other one first, or give each its own.';
    throw new InvalidArgumentError(name, 'one that no other fit is using at the same time', part, remedy);
  }
  for (const [, part] of parts) taken.add(part);
  return () => {
    for (const [, part] of parts) taken.delete(part);
  };
}
