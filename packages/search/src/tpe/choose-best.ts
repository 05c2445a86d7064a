import { covers, exclusiveVolume, lexical, type Losses } from './hypervolume.js';

const LEAST = 1e-12;

/**
 * The indices of `count` points with low losses: front by front, and of the first front that does not fit whole those that span the
 * largest volume together, chosen greedily.
 *
 * @see Ozaki et al. 2022, "Multiobjective Tree-Structured Parzen Estimator"; Guerreiro et al. 2016, "Greedy Hypervolume Subset Selection".
 */
export function chooseBest(losses: readonly Losses[], count: number): number[] {
  const chosen: number[] = [];
  let left = [...losses.keys()].sort((a, b) => lexical(losses[a]!, losses[b]!) || a - b);
  while (left.length > 0 && chosen.length < count) {
    const front = frontOf(left, losses);
    const missing = count - chosen.length;
    if (front.length > missing) return [...chosen, ...mostVolume(front, losses, missing)];
    chosen.push(...front);
    const taken = new Set(front);
    left = left.filter((index) => !taken.has(index));
  }
  return chosen;
}

/** Those that no other one beats, of indices in lexical order of their losses, equal ones together. */
function frontOf(sorted: readonly number[], losses: readonly Losses[]): number[] {
  const front: number[] = [];
  let last: Losses | undefined;
  for (const index of sorted) {
    const point = losses[index]!;
    const isLast = last !== undefined && lexical(last, point) === 0;
    if (!isLast && front.some((other) => covers(losses[other]!, point))) continue;
    front.push(index);
    last = point;
  }
  return front;
}

/** As many of a front as are asked for, which are fewer than it has. */
function mostVolume(front: readonly number[], losses: readonly Losses[], count: number): number[] {
  const repeats = front.filter((index, at) => at > 0 && lexical(losses[front[at - 1]!]!, losses[index]!) === 0);
  const repeated = new Set(repeats);
  const different = front.filter((index) => !repeated.has(index));
  if (different.length < count)
    return [...different, ...repeats.sort((a, b) => a - b).slice(0, count - different.length)];
  const worst = losses[0]!.map((_, at) => Math.max(...front.map((index) => losses[index]![at]!)));
  const reference = worst.map((value) => Math.max(1.1 * value, 0.9 * value) || LEAST);
  if (!reference.every(Number.isFinite)) return different.slice(0, count);

  // What a point adds only falls as more are chosen, so that those that added less than the best one does now need no new look.
  const added = new Map(different.map((index) => [index, exclusiveVolume(losses[index]!, [], reference)]));
  const chosen: number[] = [];
  while (chosen.length < count) {
    if (chosen.length > 0)
      renew(
        added,
        chosen.map((index) => losses[index]!),
        losses,
        reference,
      );
    let best: number | undefined;
    for (const [index, volume] of added) if (best === undefined || volume > added.get(best)!) best = index;
    chosen.push(best!);
    added.delete(best!);
  }
  return chosen;
}

function renew(
  added: Map<number, number>,
  chosen: readonly Losses[],
  losses: readonly Losses[],
  reference: Losses,
): void {
  let largest = 0;
  for (const [index, bound] of [...added].sort(([, a], [, b]) => b - a)) {
    if (bound < largest) break;
    const volume = exclusiveVolume(losses[index]!, chosen, reference);
    added.set(index, volume);
    largest = Math.max(largest, volume);
  }
}
