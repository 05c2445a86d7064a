import type { EngineArray } from '../data/computed-array.js';
import { readValueTree, type ValueTree } from '../data/value-tree.js';
import type { DeviceTree, DeviceValue } from './step.js';

/** Copies the values of a tree to the host, and disposes them. */
export function takeTree(tree: DeviceTree): Promise<ValueTree<EngineArray>> {
  return readValueTree(tree, isDeviceValue, (value) => value.read().finally(() => value.dispose()));
}

/** Disposes the values of a tree. */
export function disposeTree(tree: DeviceTree): void {
  if (isDeviceValue(tree)) tree.dispose();
  else for (const part of Object.values(tree)) disposeTree(part);
}

function isDeviceValue(part: unknown): part is DeviceValue {
  return typeof (part as Partial<DeviceValue>).read === 'function';
}
