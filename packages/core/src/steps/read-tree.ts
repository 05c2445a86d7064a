import type { EngineArray } from '../data/computed-array.js';
import type { ValueTree } from '../tensorflow/tensor-tree.js';
import type { DeviceTree, DeviceValue } from './step.js';

/** Copies the values of a tree to the host, and disposes them. */
export async function takeTree(tree: DeviceTree): Promise<ValueTree<EngineArray>> {
  if (isDeviceValue(tree)) return tree.read().finally(() => tree.dispose());
  if (Array.isArray(tree)) return Promise.all((tree as readonly DeviceTree[]).map(takeTree));
  const parts = Object.entries(tree).map(async ([key, part]) => [key, await takeTree(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** Disposes the values of a tree. */
export function disposeTree(tree: DeviceTree): void {
  if (isDeviceValue(tree)) tree.dispose();
  else for (const part of Object.values(tree)) disposeTree(part);
}

function isDeviceValue(tree: DeviceTree): tree is DeviceValue {
  return 'read' in tree && typeof tree.read === 'function';
}
