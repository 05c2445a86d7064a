import type { NdArray } from '@lml/core';
import type { DeviceTree, DeviceValue, StepResult } from '@lml/core/engine';

/** The values of a result, by path. */
export async function valuesOf(result: StepResult): Promise<Record<string, NdArray>> {
  const found: Record<string, NdArray> = {};
  for (const [path, value] of leaves(result)) found[path] = await value.read();
  return found;
}

/** Disposes all values of a result. */
export function disposeResult(result: StepResult): void {
  for (const [, value] of leaves(result)) value.dispose();
}

/** Computes ‖actual − expected‖ / ‖expected‖ over all pairs; the difference itself where ‖expected‖ is 0. */
export function relativeDistance(pairs: readonly (readonly [actual: NdArray, expected: NdArray])[]): number {
  let [difference, size] = [0, 0];
  for (const [actual, expected] of pairs) {
    for (let index = 0; index < expected.data.length; index++) {
      const [a, b] = [Number(actual.data[index]), Number(expected.data[index])];
      // Equal infinities, and what is not a number on both sides.
      if (!Number.isFinite(b) && Object.is(a, b)) continue;
      difference += (a - b) ** 2;
      size += b ** 2;
    }
  }
  return Math.sqrt(difference) / (size === 0 ? 1 : Math.sqrt(size));
}

function leaves({ scalars, outputs }: StepResult): [path: string, value: DeviceValue][] {
  const visit = (tree: DeviceTree, path: string): [string, DeviceValue][] =>
    typeof (tree as DeviceValue).read === 'function'
      ? [[path, tree as DeviceValue]]
      : Object.entries(tree).flatMap(([key, part]) => visit(part as DeviceTree, `${path}/${key}`));
  return [...visit(scalars, 'scalar'), ...visit(outputs, 'output')];
}
