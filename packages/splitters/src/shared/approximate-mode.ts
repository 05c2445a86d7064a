import type { RandomState } from '@lml/core';

/**
 * How many of `draws` samples to take from each class, so that classes keep their shares: the whole parts of the shares, and what
 * is left to the largest remainders, drawn where remainders are equal. The most likely result of drawing without replacement,
 * as scikit-learn approximates it.
 */
export function approximateMode(counts: Int32Array, draws: number, random: RandomState): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = Array.from(counts, (count) => (count / total) * draws);
  const taken = Int32Array.from(shares, Math.floor);
  const remainders = shares.map((share) => share - Math.floor(share));
  let left = draws - taken.reduce((sum, count) => sum + count, 0);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (left <= 0) break;
    const classes = [...remainders.keys()].filter((code) => remainders[code] === remainder);
    // Drawn even where all are taken: the generator must go on as NumPy's does.
    const drawn = random.choice(classes, Math.min(classes.length, left), { replace: false });
    for (const code of drawn) taken[code]!++;
    left -= drawn.length;
  }
  return taken;
}
