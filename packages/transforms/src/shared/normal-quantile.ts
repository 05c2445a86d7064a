import { normalCdf } from '@lml/core';

const ROOT_TAU = Math.sqrt(2 * Math.PI);

/** The number that a standard normal one is at most with a probability: the inverse of `normalCdf`, within some 1e-14. */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return NaN;
  if (probability === 0 || probability === 1) return probability === 0 ? -Infinity : Infinity;
  // The upper tail by the lower one, whose small probabilities are exact.
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability === 0.5) return 0;
  let x = firstGuess(probability);
  // Halley's method: each step has three times as many digits.
  for (let step = 0; step < 3; step++) {
    const ratio = (normalCdf(x) - probability) * ROOT_TAU * Math.exp((x * x) / 2);
    x -= ratio / (1 + (x * ratio) / 2);
  }
  return x;
}

/** Within 0.00045 of it: Hastings, "Approximations for Digital Computers" (1955), 26.2.23 in Abramowitz and Stegun. */
function firstGuess(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
}
