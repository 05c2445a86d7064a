import type { Dataset } from './dataset.js';
import { partOf } from './subset.js';

/**
 * The group of each sample, which splitters of groups keep together: the column `group` of an open dataset that holds its samples as
 * columns, or of one that it is a part of. `undefined` where there is none.
 */
export function groupsIn(dataset: Dataset): ArrayLike<number | string> | undefined {
  const group = dataset.columns?.['group'];
  if (group?.shape.length === 1) {
    const { dtype, data } = group;
    return dtype === 'int64' ? Float64Array.from(data as BigInt64Array, Number) : (data as ArrayLike<number | string>);
  }
  const part = partOf(dataset);
  const whole = part === undefined ? undefined : groupsIn(part.dataset);
  return whole === undefined ? undefined : Array.from(part!.indices, (index) => whole[index]!);
}
