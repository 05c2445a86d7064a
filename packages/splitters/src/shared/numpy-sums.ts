/** How NumPy adds: one by one, as down a column, or along a row by pairs of parts, which loses fewer digits. */
export type Adding = 'in order' | 'in pairs';

/** The mean, with NumPy's rounding. */
export function mean(values: Float64Array, adding: Adding = 'in pairs'): number {
  return sum(values, adding) / values.length;
}

/** The standard deviation of the population, with NumPy's rounding. */
export function deviation(values: Float64Array, adding: Adding = 'in pairs'): number {
  const middle = mean(values, adding);
  return Math.sqrt(
    mean(
      values.map((value) => (value - middle) * (value - middle)),
      adding,
    ),
  );
}

function sum(values: Float64Array, adding: Adding): number {
  return adding === 'in order' ? inOrder(values, 0, values.length) : inPairs(values, 0, values.length);
}

function inOrder(values: Float64Array, start: number, end: number): number {
  let total = 0;
  for (let i = start; i < end; i++) total += values[i]!;
  return total;
}

function inPairs(values: Float64Array, start: number, end: number): number {
  const length = end - start;
  if (length < 8) return inOrder(values, start, end);
  if (length > 128) {
    const half = start + Math.floor(length / 16) * 8;
    return inPairs(values, start, half) + inPairs(values, half, end);
  }
  const sums = values.slice(start, start + 8);
  const whole = end - (length % 8);
  for (let i = start + 8; i < whole; i++) sums[(i - start) % 8]! += values[i]!;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = sums;
  let total = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < end; i++) total += values[i]!;
  return total;
}
