import type { HostValue } from '../data/batch.js';
import { isRecord } from '../data/given-record.js';
import { isNdArray, type NdArray } from '../data/nd-array.js';
import type { ValueTree } from '../data/value-tree.js';

/**
 * A batch's target with the arrays in other units in their places; texts and values of different lengths, which no step sees, are those
 * of the batch.
 */
export function hostTarget(
  target: HostValue | undefined,
  inUnits: ValueTree<NdArray> | undefined,
): HostValue | ValueTree<NdArray> | undefined {
  if (inUnits === undefined) return target;
  if (isNdArray(inUnits) || !isRecord(target) || isNdArray(target)) return inUnits;
  const parts = Object.entries(inUnits).map(([key, part]) => [key, hostTarget(target[key] as HostValue, part)]);
  return { ...target, ...Object.fromEntries(parts) } as HostValue;
}
