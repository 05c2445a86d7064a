import { normalCdf } from '../../random/normal-distribution.js';
import type { ChoiceDistribution, Distribution, NumberDistribution } from '../distribution.js';
import { placeOf } from '../space.js';

/** A range is looked at in so many cells at the most. */
const CELLS = 50;
/** The narrowest kernel has nine tenths of its mass in its own cell. */
const NARROWEST = 0.5 / 1.64;

/** Cells of a grid that were met, and how often. */
interface Met {
  readonly cells: readonly number[];
  readonly counts: readonly number[];
}

/**
 * How likely each cell of a distribution's grid is by the values that were met: a kernel for each of them, as wide as Scott's rule says, and one for
 * what was known before, as wide as all. A choice has a cell for each value.
 */
export function gridDensity(distribution: Distribution, values: readonly unknown[]): number[] {
  return distribution.type === 'choice' ? choiceDensity(distribution, values) : numberDensity(distribution, values as readonly number[]); // prettier-ignore
}

function choiceDensity(distribution: ChoiceDistribution, values: readonly unknown[]): number[] {
  const size = distribution.values.length;
  const { cells, counts } = metOf(values.map((value) => placeOf(distribution, value)), size); // prettier-ignore
  const spread = 1 / (cells.length + 1);
  const whole = size * spread + 1;
  const total = values.length + 1;
  const shared = ((values.length * spread) / whole + 1 / size) / total;
  const density = new Array<number>(size).fill(shared);
  cells.forEach((cell, at) => (density[cell]! += counts[at]! / whole / total));
  return density;
}

function numberDensity(distribution: NumberDistribution, values: readonly number[]): number[] {
  const size = cellsOf(distribution);
  const { log } = distribution;
  const [low, high] = log
    ? [Math.log(distribution.low), Math.log(distribution.high)]
    : [distribution.low, distribution.high];
  const step = (high - low) / (size - 1);
  // Of two cells that are as near the lower one.
  const cellOf = (value: number): number => Math.ceil(((log ? Math.log(value) : value) - low) / step - 0.5);
  const met = metOf(values.map((value) => Math.min(size - 1, Math.max(0, cellOf(value)))), size); // prettier-ignore
  const width = Math.max(NARROWEST, scottWidth(met));
  const kernels = met.cells.map((cell, at) => ({ centre: cell, width, weight: met.counts[at]! }));
  kernels.push({ centre: (size - 1) / 2, width: size, weight: 1 });
  const density = new Array<number>(size).fill(0);
  for (const { centre, width: wide, weight } of kernels) {
    const edge = (cell: number): number => (cell - 0.5 - centre) / wide;
    const share = weight / (values.length + 1) / massBetween(edge(0), edge(size));
    for (let cell = 0; cell < size; cell++) density[cell]! += share * massBetween(edge(cell), edge(cell + 1));
  }
  return density;
}

function cellsOf({ low, high, step, log, integer }: NumberDistribution): number {
  if (log) return integer ? Math.min(CELLS, Math.ceil(Math.log2(high - low + 1)) + 1) : CELLS;
  return step === undefined ? CELLS : Math.min(CELLS, Math.round((high - low) / step) + 1);
}

function metOf(places: readonly number[], size: number): Met {
  const counts = new Array<number>(size).fill(0);
  for (const place of places) counts[place]!++;
  const cells = counts.flatMap((count, cell) => (count > 0 ? [cell] : []));
  return { cells, counts: cells.map((cell) => counts[cell]!) };
}

/** The width of a kernel by Scott's rule, robust: the deviation, or that of the middle half where it is less. */
function scottWidth({ cells, counts }: Met): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = cells.reduce((sum, cell, at) => sum + cell * counts[at]!, 0) / total;
  const squares = cells.reduce((sum, cell, at) => sum + (cell - mean) ** 2 * counts[at]!, 0);
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  let below = 0;
  const upTo = counts.map((count) => (below += count));
  const first = upTo.findIndex((count) => count >= Math.floor(total / 4));
  const last = upTo.findIndex((count) => count > Math.floor((total * 3) / 4));
  const middle = cells.at(last)! - cells[first]!;
  return 1.059 * Math.min(middle / 1.34, deviation) * total ** -0.2;
}

/** The mass of the standard normal distribution between two numbers, with the digits of a small one. */
function massBetween(from: number, to: number): number {
  return from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from);
}
