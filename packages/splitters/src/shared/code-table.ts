/** What values are numbered by. */
export interface CodeTable {
  /** The number of a value, if it has one. */
  get(value: number | string): number | undefined;
  /** Gives a value its number. */
  set(value: number | string, code: number): unknown;
}

/** A table for some values: an array where they are whole numbers that lie close to each other, which is quicker, else a map. */
export function codeTable(values: ArrayLike<number | string>): CodeTable {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (typeof value !== 'number' || !Number.isInteger(value)) return new Map();
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const width = high - low + 1;
  if (!(width <= 4 * values.length + 1024)) return new Map();
  const codes = new Int32Array(width).fill(-1);
  return {
    get: (value) => {
      const code = codes[(value as number) - low]!;
      return code === -1 ? undefined : code;
    },
    set: (value, code) => (codes[(value as number) - low] = code),
  };
}
