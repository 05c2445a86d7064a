/** Two boxes: left, top, width, height of one and of the other. */
export type PairScore = (one: ArrayLike<number>, other: ArrayLike<number>) => number;

/** What keeps quotients of distances from 0 / 0, as in torchvision. */
const EPS = 1e-7;

/** Intersection over union; 0 of boxes without an area. */
export const pairIou: PairScore = (one, other) => areasOf(one, other).iou;

/** Intersection over union, less the share of the smallest box around both that neither covers. */
export const pairGiou: PairScore = (one, other) => {
  const { iou, union } = areasOf(one, other);
  const { width, height } = hullOf(one, other);
  const area = width * height;
  return area === 0 ? iou : iou - (area - union) / area;
};

/** Intersection over union, less the squared distance of the centres by the squared diagonal of the smallest box around both. */
export const pairDiou: PairScore = (one, other) => {
  const { width, height } = hullOf(one, other);
  const [across, down] = [0, 1].map(
    (axis) => one[axis]! + one[axis + 2]! / 2 - other[axis]! - other[axis + 2]! / 2,
  ) as [number, number];
  return areasOf(one, other).iou - (across ** 2 + down ** 2) / (width ** 2 + height ** 2 + EPS);
};

/** As `pairDiou`, less how little the proportions agree. */
export const pairCiou: PairScore = (one, other) => {
  const { iou } = areasOf(one, other);
  const turn = Math.atan2(one[2]!, one[3]!) - Math.atan2(other[2]!, other[3]!);
  const unlikeness = (4 / Math.PI ** 2) * turn ** 2;
  return pairDiou(one, other) - (unlikeness / (1 - iou + unlikeness + EPS)) * unlikeness;
};

function areasOf(one: ArrayLike<number>, other: ArrayLike<number>): { iou: number; union: number } {
  const [across, down] = [0, 1].map((axis) =>
    Math.max(
      0,
      Math.min(one[axis]! + one[axis + 2]!, other[axis]! + other[axis + 2]!) - Math.max(one[axis]!, other[axis]!),
    ),
  ) as [number, number];
  const intersection = across * down;
  const union = one[2]! * one[3]! + other[2]! * other[3]! - intersection;
  return { iou: union === 0 ? 0 : intersection / union, union };
}

/** The smallest box around both. */
function hullOf(one: ArrayLike<number>, other: ArrayLike<number>): { width: number; height: number } {
  const [width, height] = [0, 1].map(
    (axis) =>
      Math.max(one[axis]! + one[axis + 2]!, other[axis]! + other[axis + 2]!) - Math.min(one[axis]!, other[axis]!),
  ) as [number, number];
  return { width, height };
}
