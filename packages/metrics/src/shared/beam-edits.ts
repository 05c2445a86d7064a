/** What is done to a word of the prediction. */
export const EDIT = { none: 0, replace: 1, insert: 2, delete: 3 } as const;

/** How far from the diagonal places are looked at, as in sacrebleu. */
const BEAM = 25;

/** The fewest edits near the diagonal, and which they are, from the first word on. */
export interface BeamEdits {
  readonly distance: number;
  readonly trace: readonly number[];
}

/**
 * The edits that make a reference of a prediction, looked for only near the diagonal of both: long texts take a time and memory of their length.
 * Of ways with as few edits, a match or replacement is taken before a word left out, and that before one put in.
 */
export function beamEdits(prediction: Int32Array, reference: Int32Array): BeamEdits {
  const [rows, columns] = [prediction.length, reference.length];
  const ratio = rows === 0 ? 1 : columns / rows;
  const beam = BEAM < ratio / 2 ? Math.ceil(ratio / 2 + BEAM) : BEAM;
  const width = 2 * beam + 2;
  const starts = new Int32Array(rows + 1);
  const costs = new Float64Array((rows + 1) * width).fill(Infinity);
  const edits = new Uint8Array((rows + 1) * width);
  const placeOf = (row: number, column: number): number => {
    const at = column - starts[row]!;
    return at < 0 || at >= width ? -1 : row * width + at;
  };
  const costAt = (row: number, column: number): number => {
    if (row === 0) return column;
    const place = placeOf(row, column);
    return place === -1 ? Infinity : costs[place]!;
  };
  for (let row = 1; row <= rows; row++) {
    const diagonal = Math.floor(row * ratio);
    const start = Math.max(0, diagonal - beam);
    const end = row === rows ? columns + 1 : Math.min(columns + 1, diagonal + beam);
    starts[row] = start;
    for (let column = start; column < end; column++) {
      const isMatch = column > 0 && prediction[row - 1] === reference[column - 1];
      const kept = column === 0 ? Infinity : costAt(row - 1, column - 1) + (isMatch ? 0 : 1);
      const left = costAt(row - 1, column) + 1;
      const put = column === 0 ? Infinity : costAt(row, column - 1) + 1;
      const cost = Math.min(kept, left, put);
      const place = placeOf(row, column);
      costs[place] = cost;
      edits[place] = kept === cost ? (isMatch ? EDIT.none : EDIT.replace) : left === cost ? EDIT.delete : EDIT.insert;
    }
  }
  const trace: number[] = [];
  for (let [row, column] = [rows, columns]; row > 0 || column > 0;) {
    const edit = row === 0 ? EDIT.insert : edits[placeOf(row, column)]!;
    trace.push(edit);
    if (edit !== EDIT.insert) row -= 1;
    if (edit !== EDIT.delete) column -= 1;
  }
  return { distance: costAt(rows, columns), trace: trace.reverse() };
}
