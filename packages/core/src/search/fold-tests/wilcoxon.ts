import { normalCdf } from '../../random/normal-distribution.js';
import type { FoldAlternative } from '../compare-folds.js';

/** So many differences are tested exactly, and so many where some are equal or 0: as SciPy does. */
const [EXACT, TIED] = [50, 13];

/** The signed-rank test: of the ranks of the differences' sizes, those of the differences above 0 against those of the others. */
export function wilcoxon(differences: readonly number[], alternative: FoldAlternative) {
  const counted = differences.filter((value) => value !== 0);
  const { ranks, ties } = ranksOf(counted.map(Math.abs));
  const sumOf = (sign: number): number => ranks.reduce((sum, rank, at) => (Math.sign(counted[at]!) === sign ? sum + rank : sum), 0); // prettier-ignore
  const [above, below] = [sumOf(1), sumOf(-1)];
  const isPlain = ties.length === 0 && counted.length === differences.length;
  const isExact = differences.length <= (isPlain ? EXACT : TIED);
  const [upper, lower] = isExact ? exactTails(ranks, above) : normalTails(counted.length, ties, above);
  const pValue =
    alternative === 'greater' ? upper : alternative === 'less' ? lower : Math.min(1, 2 * Math.min(upper, lower));
  return { statistic: alternative === 'two-sided' ? Math.min(above, below) : above, pValue };
}

/** Ranks from 1, equal ones with their mean, and how many are equal. */
function ranksOf(sizes: readonly number[]): { ranks: number[]; ties: number[] } {
  const sorted = sizes.map((size, at) => ({ size, at })).sort((a, b) => a.size - b.size);
  const ranks = new Array<number>(sizes.length);
  const ties: number[] = [];
  for (let first = 0, next = 0; first < sorted.length; first = next) {
    while (next < sorted.length && sorted[next]!.size === sorted[first]!.size) next++;
    for (const { at } of sorted.slice(first, next)) ranks[at] = (first + 1 + next) / 2;
    if (next - first > 1) ties.push(next - first);
  }
  return { ranks, ties };
}

/** How likely sums at least, and at most, as large are where each rank is as likely to be above 0 as below. */
function exactTails(ranks: readonly number[], sum: number): [upper: number, lower: number] {
  // Means of ranks are halves at the least.
  const doubled = ranks.map((rank) => 2 * rank);
  let ways = [1];
  for (const rank of doubled) {
    const next = new Array<number>(ways.length + rank).fill(0);
    ways.forEach((share, at) => {
      next[at]! += share / 2;
      next[at + rank]! += share / 2;
    });
    ways = next;
  }
  const total = (from: number, to: number): number => ways.slice(from, to).reduce((all, share) => all + share, 0);
  return [total(2 * sum, ways.length), total(0, 2 * sum + 1)];
}

/** The same by a normal distribution, whose variance is smaller where ranks are equal. */
function normalTails(count: number, ties: readonly number[], sum: number): [upper: number, lower: number] {
  const mean = (count * (count + 1)) / 4;
  const lost = ties.reduce((all, tie) => all + tie ** 3 - tie, 0) / 48;
  const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24 - lost);
  const z = (sum - mean) / deviation;
  return [normalCdf(-z), normalCdf(z)];
}
