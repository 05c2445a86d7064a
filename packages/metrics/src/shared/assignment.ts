import type { Matrix } from './values.js';

/** The column for each row of a square table, each used once, by which the sum of the entries is largest: the Hungarian method, O(n³). */
export function bestAssignment(table: Matrix): number[] {
  const size = table.length;
  // Rows and columns count from 1; column 0 stands for the row that is being placed.
  const [rowPotential, columnPotential] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const rowOf = new Uint32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const slack = new Float64Array(size + 1).fill(Infinity);
    const before = new Uint32Array(size + 1);
    const isReached = new Uint8Array(size + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      isReached[column] = 1;
      const from = rowOf[column]!;
      let [least, next] = [Infinity, 0];
      for (let other = 1; other <= size; other++) {
        if (isReached[other]) continue;
        const cost = -table[from - 1]![other - 1]! - rowPotential[from]! - columnPotential[other]!;
        if (cost < slack[other]!) {
          slack[other] = cost;
          before[other] = column;
        }
        if (slack[other]! < least) [least, next] = [slack[other]!, other];
      }
      for (let other = 0; other <= size; other++) {
        if (isReached[other]) {
          rowPotential[rowOf[other]!]! += least;
          columnPotential[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = before[column]!) rowOf[column] = rowOf[before[column]!]!;
  }
  const columns = new Array<number>(size);
  for (let column = 1; column <= size; column++) columns[rowOf[column]! - 1] = column - 1;
  return columns;
}
