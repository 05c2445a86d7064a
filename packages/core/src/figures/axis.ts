/** Numbers along a line, with round ones to be named. */
export interface Axis {
  /** Round numbers, in ascending order, and how they are written. */
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** Where it begins. */
  readonly low: number;
  /** Where it ends. */
  readonly high: number;
  /** Where a number is: 0 at the beginning, 1 at the end. */
  at(value: number): number;
}

/** Larger numbers are not drawn: their differences are no numbers. */
const LARGEST = 1e300;

/** Whether a number has a place in a drawing. */
export function isDrawn(value: number): boolean {
  return Math.abs(value) <= LARGEST;
}

/** The least and the largest of numbers that are drawn, 0 and 1 where there are none; a number by itself has room on both sides. */
export function boundsOf(values: Iterable<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!isDrawn(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const room = low === high ? Math.abs(low) / 10 || 0.5 : 0;
  return [low - room, high + room];
}

/** An axis on which equal distances are equal differences, from a round number to a round number. `count` is about how many are named. */
export function linearAxis([low, high]: readonly [number, number], count = 5): Axis {
  const step = roundStep((high - low) / count);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  // Numbers that differ in their last digits only have no round ones between them.
  const isFine = !(step > 0) || !(last - first <= 4 * count) || Math.abs(first) > 1e9 || Math.abs(last) > 1e9;
  const ticks = isFine ? [low, high] : Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  const [begin, end] = [ticks[0]!, ticks.at(-1)!];
  return {
    ticks: ticks.map((value) => ({ value, label: isFine ? String(value) : labelOf(value, step) })),
    low: begin,
    high: end,
    at: (value) => (value - begin) / (end - begin),
  };
}

/** An axis on which equal distances are equal ratios of numbers above 0; others have no place on it. */
export function logAxis(values: Iterable<number>, count = 6): Axis {
  const [low, high] = boundsOf([...values].filter((value) => value > 0).map(Math.log10));
  const [first, last] = [Math.floor(low + 1e-9), Math.ceil(high - 1e-9)];
  const every = Math.max(1, Math.ceil((last - first) / count));
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const factors = last - first <= 2 ? [1, 2, 5] : [1];
  const ticks = powers
    .filter((power) => (power - first) % every === 0)
    .flatMap((power) =>
      factors.map((factor) => ({ value: factor * 10 ** power, label: labelOf(factor * 10 ** power, 10 ** power) })),
    ) // prettier-ignore
    .filter(({ value }) => value <= 10 ** last * 1.001);
  const at = (value: number): number => (Math.log10(value) - first) / (last - first);
  return { ticks, low: 10 ** first, high: 10 ** last, at };
}

/** An axis of names in place of numbers: the first stands at 0, with room before and after. */
export function namedAxis(labels: readonly string[]): Axis {
  const count = Math.max(1, labels.length);
  return {
    ticks: labels.map((label, value) => ({ value, label })),
    low: -0.5,
    high: count - 0.5,
    at: (value) => (value + 0.5) / count,
  };
}

/** 1, 2 or 5 times a power of ten, near a size. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const share = size / power;
  return power * (share >= 7 ? 10 : share >= 3.2 ? 5 : share >= 1.5 ? 2 : 1);
}

/** A number with as many digits as it needs to be told from others so far apart. */
function labelOf(value: number, apart: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6 && apart >= 1e-5)
    return value.toFixed(Math.max(0, -Math.floor(Math.log10(apart) + 1e-9)));
  const digits = Math.min(15, Math.max(1, Math.round(Math.log10(size / apart)) + 2));
  return Number(value.toPrecision(digits)).toExponential().replace('e+', 'e');
}
