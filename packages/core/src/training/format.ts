/** A number for people: four significant digits, no trailing zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6
    ? String(Number(value.toPrecision(4)))
    : value.toExponential(2);
}

/** A number in a column: four decimals, so that points stand below each other, or an exponent; nothing where there is none. */
export function formatColumn(value: number | undefined): string {
  if (value === undefined) return '';
  const size = Math.abs(value);
  return !Number.isFinite(value) || (size < 1e4 && (size >= 1e-3 || size === 0))
    ? value.toFixed(4)
    : value.toExponential(2);
}

/** Seconds for people: `4.2 s`, `3 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
