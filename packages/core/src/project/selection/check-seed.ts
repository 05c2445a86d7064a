import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';

/** Refuses what is no seed of NumPy's generator. */
export function checkSeed(name: string, seed: unknown): void {
  const isSeed = Number.isSafeInteger(seed) && (seed as number) >= 0 && (seed as number) < 2 ** 32;
  if (!isSeed) throw new InvalidArgumentError(name, 'an integer of at least 0 and below 2³²', seed);
}
