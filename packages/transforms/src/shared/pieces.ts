/** So many rows fit the processor's nearest cache with what is computed of them. */
const ROWS = 2048;

/**
 * Calls a function for pieces of rows. A short loop in a function that is called often is compiled once; a long one in a function that is
 * called for each column is compiled while it runs and thrown away at its end, again and again.
 */
export function inPieces(rows: number, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < rows; start += ROWS) visit(start, Math.min(rows, start + ROWS));
}
