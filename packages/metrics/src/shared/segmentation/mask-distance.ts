/** How far apart two places of an image are. */
export type DistanceMetric = 'euclidean' | 'chessboard' | 'taxicab';

/** A mask in row-major order. */
export interface Mask {
  /** Its rows. */
  readonly height: number;
  /** Its columns. */
  readonly width: number;
  /** 1 inside, 0 outside. */
  readonly data: Uint8Array;
}

/** The pixels of a mask that have a neighbour, above, below, left or right, which is outside of it or of the image. */
export function edgesOf({ height, width, data }: Mask): Mask {
  const edges = new Uint8Array(data.length);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (data[at] === 0) continue;
      const isInner =
        row > 0 &&
        row < height - 1 &&
        column > 0 &&
        column < width - 1 &&
        data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]! === 4;
      edges[at] = isInner ? 0 : 1;
    }
  return { height, width, data: edges };
}

/**
 * How far the pixel of a mask that is furthest from another mask is from the nearest one of that.
 *
 * @param spacing - The distance of rows and of columns.
 *
 * @returns −∞ where the first mask is empty, ∞ where only the second is.
 */
export function furthestOf(
  mask: Mask,
  other: Mask,
  metric: DistanceMetric,
  spacing: readonly [number, number],
): number {
  const { height, width, data } = mask;
  const inColumn = distancesInColumns(other, spacing[0]);
  let furthest = -Infinity;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (data[row * width + column] === 0) continue;
      let nearest = Infinity;
      // No further column can be nearer than it is away.
      for (let away = 0; away < width && spacing[1] * away < nearest; away++)
        for (const place of [column - away, column + away]) {
          if (place < 0 || place >= width) continue;
          nearest = Math.min(nearest, together(metric, inColumn[row * width + place]!, spacing[1] * away));
        }
      furthest = Math.max(furthest, nearest);
    }
  return furthest;
}

function together(metric: DistanceMetric, down: number, across: number): number {
  if (metric === 'taxicab') return down + across;
  return metric === 'chessboard' ? Math.max(down, across) : Math.sqrt(down ** 2 + across ** 2);
}

/** How far each place is from the nearest pixel of a mask in its column. */
function distancesInColumns({ height, width, data }: Mask, spacing: number): Float64Array {
  const distances = new Float64Array(data.length).fill(Infinity);
  for (let column = 0; column < width; column++) {
    const go = (from: number, step: number): void => {
      let last = Infinity;
      for (let row = from; row >= 0 && row < height; row += step) {
        const at = row * width + column;
        last = data[at] === 1 ? 0 : last + 1;
        distances[at] = Math.min(distances[at]!, last * spacing);
      }
    };
    go(0, 1);
    go(height - 1, -1);
  }
  return distances;
}
