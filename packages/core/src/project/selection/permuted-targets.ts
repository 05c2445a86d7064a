import { lengthOf, type Dataset } from '../../data/dataset.js';
import { column } from '../../data/subset.js';
import { gatherRows } from '../../data/columnar.js';
import { isNdArray, type NdArray } from '../../data/nd-array.js';
import { RandomState } from '../../random/random-state.js';

/**
 * A dataset whose targets are dealt to other samples: by a random permutation as scikit-learn's `permutation_test_score` draws it, within
 * groups where there are any.
 */
export async function permutedTargets(
  dataset: Dataset,
  seed: number,
  groups: ArrayLike<number | string> | undefined,
): Promise<Dataset> {
  const order = permutationOf(lengthOf(dataset), new RandomState(seed), groups);
  const targets = await column(dataset, 'target');
  const at = (index: number): unknown =>
    isNdArray(targets) ? rowOf(targets, order[index]!) : (targets as readonly unknown[])[order[index]!];
  return {
    open: () => dataset.open(),
    get length() {
      return dataset.length;
    },
    get classNames() {
      return dataset.classNames;
    },
    get indices() {
      return dataset.indices;
    },
    source: (index, key) => dataset.source?.(index, key),
    get: async (index, context) => ({ ...(await dataset.get(index, context)), target: at(index) as never }),
    ...(dataset.getBatch !== undefined &&
      isNdArray(targets) && {
        getBatch: async (indices, allocate) => ({
          ...(await dataset.getBatch!(indices, allocate)),
          target: gatherRows(
            targets,
            Int32Array.from(indices, (index) => order[index]!),
          ),
        }),
      }),
  };
}

function rowOf(targets: NdArray, index: number): unknown {
  const row = gatherRows(targets, [index]);
  return { ...row, shape: row.shape.slice(1) };
}

function permutationOf(
  length: number,
  random: RandomState,
  groups: ArrayLike<number | string> | undefined,
): Int32Array {
  if (groups === undefined) return random.permutation(length);
  const order = new Int32Array(length);
  const members = new Map<number | string, number[]>();
  for (let index = 0; index < length; index++)
    members.set(groups[index]!, [...(members.get(groups[index]!) ?? []), index]);
  const names = [...members.keys()].sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) {
    const own = members.get(name)!;
    random.permutation(own.length).forEach((position, at) => (order[own[at]!] = own[position]!));
  }
  return order;
}
