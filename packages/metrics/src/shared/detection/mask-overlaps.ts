import { overlapsOfBoxes, xywhBoxes } from './box-overlaps.js';
import { areaOfRuns, boxOfRuns, overlapOfRuns, type RunLengths } from './run-lengths.js';

/**
 * Intersection over union of each mask with each of others, in rows; of a crowd the share of the first mask that lies within. They are of
 * one size.
 */
export function overlapsOfMasks(
  masks: readonly RunLengths[],
  others: readonly RunLengths[],
  isCrowd: (other: number) => boolean,
): Float64Array {
  const boxes = [masks, others].map((list) => xywhBoxes(list.map(boxOfRuns)));
  // Masks whose boxes do not meet need no look.
  const overlaps = overlapsOfBoxes(boxes[0]!, boxes[1]!, isCrowd);
  for (let at = 0; at < overlaps.length; at++) {
    if (!(overlaps[at]! > 0)) continue;
    const [mask, other] = [masks[Math.floor(at / others.length)]!, others[at % others.length]!];
    const { intersection, union } = overlapOfRuns(mask, other);
    const whole = isCrowd(at % others.length) ? areaOfRuns(mask) : union;
    overlaps[at] = intersection === 0 ? 0 : intersection / whole;
  }
  return overlaps;
}
