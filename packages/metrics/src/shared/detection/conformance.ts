import { ndArray } from '@lml/core';

// Of all areas that COCO tells apart.
const boxes = [
  [[0, 0, 8, 8], [4, 4, 112, 112]],
  [[1, 1, 45, 46]],
  [],
  [[2, 2, 50, 49], [0, 0, 120, 104]],
]; // prettier-ignore

const moved = [
  [[0, 0, 8, 7], [4, 5, 112, 112], [0, 0, 2, 2]],
  [],
  [[1, 1, 3, 3]],
  [[2, 2, 50, 49]],
]; // prettier-ignore

const arrayOf = (rows: readonly (readonly number[])[]) =>
  ndArray(Float32Array.from(rows.flat()), { shape: [rows.length, 4] });

/** What metrics of boxes are checked with. */
export const detectionConformance = {
  weights: false,
  batch: {
    prediction: {
      boxes: moved.map(arrayOf),
      scores: [[0.9, 0.5, 0.3], [], [0.7], [0.8]].map((scores) => ndArray(Float32Array.from(scores))),
      labels: [[0, 1, 1], [], [0], [1]].map((labels) => ndArray(Int32Array.from(labels))),
    },
    target: {
      boxes: boxes.map(arrayOf),
      labels: [[0, 1], [0], [], [1, 0]].map((labels) => ndArray(Int32Array.from(labels))),
    },
  },
} as const;

const { boxes: found, labels } = detectionConformance.batch.prediction;

/** What metrics of pairs of boxes are checked with. */
export const overlapConformance = {
  ...detectionConformance,
  batch: { ...detectionConformance.batch, prediction: { boxes: found, labels } },
} as const;
