import { lengthOf, type Dataset } from '../../data/dataset.js';
import { derivedDataset } from '../../data/derived-dataset.js';
import { column } from '../../data/subset.js';
import { gatherRows } from '../../data/columnar.js';
import { isNdArray, type NdArray } from '../../data/nd-array.js';
import { keepHere } from '../../data/workers/carry.js';
import { RandomState } from '../../random/random-state.js';
import type { TargetPermutation } from './fold-spec.js';

/** A dataset whose targets are dealt to other samples, within groups where there are any. */
export async function permutedTargets(
  dataset: Dataset,
  permutation: TargetPermutation,
  groups: ArrayLike<number | string> | undefined,
): Promise<Dataset> {
  const order = permutationOf(lengthOf(dataset), permutation, groups);
  const targets = await column(dataset, 'target');
  const at = (index: number): unknown =>
    isNdArray(targets) ? rowOf(targets, order[index]!) : (targets as readonly unknown[])[order[index]!];
  const permuted = derivedDataset(dataset, {
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
  });
  return keepHere(permuted);
}

function rowOf(targets: NdArray, index: number): unknown {
  const row = gatherRows(targets, [index]);
  return { ...row, shape: row.shape.slice(1) };
}

/** The permutations of a seed that scikit-learn's `permutation_test_score` draws one after the other: the one of a number. */
export function permutationOf(
  length: number,
  { seed, number }: TargetPermutation,
  groups: ArrayLike<number | string> | undefined,
): Int32Array {
  const random = new RandomState(seed);
  const parts = groups === undefined ? undefined : membersOf(groups, length);
  let order: Int32Array = new Int32Array(length);
  for (let drawn = 0; drawn <= number; drawn++) {
    if (parts === undefined) order = random.permutation(length);
    for (const own of parts ?? [])
      random.permutation(own.length).forEach((position, at) => (order[own[at]!] = own[position]!));
  }
  return order;
}

/** The samples of each group, groups in ascending order: of numbers, or where one is a text, of texts by code points. */
function membersOf(groups: ArrayLike<number | string>, length: number): number[][] {
  const members = new Map<number | string, number[]>();
  const isText = Array.from(groups).some((group) => typeof group === 'string');
  for (let index = 0; index < length; index++) {
    const group = isText ? String(groups[index]) : groups[index]!;
    const own = members.get(group);
    if (own === undefined) members.set(group, [index]);
    else own.push(index);
  }
  const ascending = (a: number | string, b: number | string): number =>
    isText ? compareTexts(a as string, b as string) : (a as number) - (b as number);
  return [...members].sort(([a], [b]) => ascending(a, b)).map(([, own]) => own);
}

/** By code points, as Python compares texts; `<` goes by the halves of those beyond 16 bits. */
function compareTexts(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(first.length, second.length); at++) {
    const difference = first[at]!.codePointAt(0)! - second[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return first.length - second.length;
}
