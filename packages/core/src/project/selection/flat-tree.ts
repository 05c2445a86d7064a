import type { ArrayTree } from '../../data/concatenate.js';
import { isNdArray, type NdArray } from '../../data/nd-array.js';

/** What the array of a tree without branches is called. */
const WHOLE = 'value';

/** The arrays of a tree by their paths: `boxes/0`. */
export function flatten(tree: ArrayTree, path = ''): Record<string, NdArray> {
  if (isNdArray(tree)) return { [path === '' ? WHOLE : path]: tree };
  const below = (key: string): string => (path === '' ? key : `${path}/${key}`);
  return Object.assign({}, ...Object.entries(tree).map(([key, part]) => flatten(part, below(key)))) as Record<
    string,
    NdArray
  >;
}

/** The tree that {@link flatten} took apart; a list comes back as a list. */
export function unflatten(arrays: Readonly<Record<string, NdArray>>): ArrayTree {
  const names = Object.keys(arrays);
  if (names.length === 1 && names[0] === WHOLE) return arrays[WHOLE]!;
  const parts: Record<string, Record<string, NdArray>> = {};
  for (const [name, array] of Object.entries(arrays)) {
    const [head, ...rest] = name.split('/');
    (parts[head!] ??= {})[rest.join('/') || WHOLE] = array;
  }
  const tree = Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, unflatten(part)]));
  const isList = Object.keys(tree).every((key, at) => key === String(at));
  return isList ? Object.values(tree) : tree;
}
