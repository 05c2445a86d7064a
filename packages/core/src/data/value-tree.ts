import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

/** A value, or lists and records of values. */
export type ValueTree<Value> = Value | readonly ValueTree<Value>[] | { readonly [key: string]: ValueTree<Value> };

/**
 * The same tree with another value in each place. `isValue` tells values from lists and records of them; `path` names the place:
 * `classes.0`, or nothing for the tree itself.
 *
 * @example
 * ```ts
 * import { mapValueTree } from '@lml/core';
 *
 * const isNumber = (part: unknown): part is number => typeof part === 'number';
 * mapValueTree({ a: 1, b: [2] }, isNumber, (value, path) => `${path} ${value}`); // => { a: 'a 1', b: ['b.0 2'] }
 * ```
 */
export function mapValueTree<From, To>(
  tree: ValueTree<From>,
  isValue: (part: unknown) => part is From,
  map: (value: From, path: string) => To,
  path = '',
): ValueTree<To> {
  if (isValue(tree)) return map(tree, path);
  const below = (part: ValueTree<From>, key: string | number): ValueTree<To> =>
    mapValueTree(part, isValue, map, path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(tree)) return (tree as readonly ValueTree<From>[]).map(below);
  const entries = Object.entries(tree as { readonly [key: string]: ValueTree<From> });
  return Object.fromEntries(entries.map(([key, part]) => [key, below(part, key)]));
}

/** The same tree with what is read from each value; all are read at once. */
export async function readValueTree<From, To>(
  tree: ValueTree<From>,
  isValue: (part: unknown) => part is From,
  read: (value: From) => Promise<To>,
): Promise<ValueTree<To>> {
  const found = new Map<From, To>();
  const reading: Promise<unknown>[] = [];
  mapValueTree(tree, isValue, (value) => reading.push(read(value).then((own) => found.set(value, own))));
  await Promise.all(reading);
  return mapValueTree(tree, isValue, (value) => found.get(value)!);
}

/** The part of a tree at a path, `'boxes.0'`; a value has no parts. */
export function partAt<Tree>(tree: Tree | undefined, path: string, isValue: (part: Tree) => boolean): Tree | undefined {
  return path.split('.').reduce<Tree | undefined>((below, key) => {
    if (below === undefined || below === null || isValue(below) || !Object.hasOwn(below, key)) return undefined;
    return (below as { readonly [key: string]: Tree })[key];
  }, tree);
}

/**
 * The part of a tree at a path.
 *
 * @throws `LML_INVALID_ARGUMENT`, in the name of `what`, where there is none.
 */
export function requirePart<Tree>(what: string, tree: Tree, path: string, isValue: (part: Tree) => boolean): Tree {
  const found = partAt(tree, path, isValue);
  if (found !== undefined) return found;
  const there = isValue(tree) ? 'It is one value.' : `There are: ${Object.keys(tree as object).join(', ')}.`;
  throw new InvalidArgumentError(what, `one with a part '${path}'`, tree, there);
}
