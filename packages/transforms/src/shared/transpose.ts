/** Rows are gone through so many at a time, which stay in the processor's cache while one column after the other is taken. */
const ROWS = 128;

/** An array for numbers that are needed until the next ones come. */
export interface Workspace {
  numbers?: Float64Array | undefined;
}

/** The columns of rows of numbers. They are parts of one array, that of the workspace where one is given. */
export function columnsOfRows(
  data: ArrayLike<number>,
  rows: number,
  width: number,
  space: Workspace = {},
): readonly Float64Array[] {
  const size = rows * width;
  const all = space.numbers !== undefined && space.numbers.length >= size ? space.numbers : new Float64Array(size);
  space.numbers = all;
  for (let start = 0; start < rows; start += ROWS) {
    const end = Math.min(rows, start + ROWS);
    for (let at = 0; at < width; at++) {
      const column = at * rows;
      for (let row = start, from = start * width + at; row < end; row++, from += width) all[column + row] = data[from]!;
    }
  }
  return Array.from({ length: width }, (_, at) => all.subarray(at * rows, (at + 1) * rows));
}

/** Puts columns side by side. */
export function writeRows(data: Float32Array | Float64Array, columns: readonly Float64Array[]): void {
  const width = columns.length;
  const rows = columns[0]?.length ?? 0;
  for (let start = 0; start < rows; start += ROWS) {
    const end = Math.min(rows, start + ROWS);
    for (let at = 0; at < width; at++) {
      const values = columns[at]!;
      for (let row = start, to = start * width + at; row < end; row++, to += width) data[to] = values[row]!;
    }
  }
}
