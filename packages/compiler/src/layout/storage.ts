import { compositeNames } from '@lml/core/engine';

import { sizeOfShape, type Graph, type GraphDType, type GraphValue } from '../graph/graph.js';
import { layoutShape, sameLayout, type Layout, type Layouts } from './layout.js';

/** A piece of state within a storage. */
export interface StorageEntry {
  /** Its name. */
  readonly name: string;
  /** Its shape, as TensorFlow.js has it. */
  readonly shape: readonly number[];
  /** How it lies. */
  readonly layout: Layout;
  /** Its first place. */
  readonly offset: number;
  /** Its number of places. */
  readonly size: number;
}

/** State that lies together: one piece, or all that an optimizer treats as one vector. */
export interface Storage {
  /** The pieces in order. */
  readonly entries: readonly StorageEntry[];
  /** The data type. */
  readonly dtype: GraphDType;
  /** The number of places. */
  readonly length: number;
}

/** A storage of one piece. */
export function singleStorage(name: string, shape: readonly number[], dtype: GraphDType, layout: Layout): Storage {
  const size = sizeOfShape(shape);
  return { entries: [{ name, shape, layout, offset: 0, size }], dtype, length: size };
}

/** The shape in which a storage enters and leaves. */
export function storageShape({ entries, length }: Storage): number[] {
  const [first] = entries;
  return entries.length === 1 ? layoutShape(first!.shape, first!.layout) : [length];
}

/** Whether two storages hold the same in the same way. */
export function sameStorage(a: Storage, b: Storage): boolean {
  return (
    a === b ||
    (a.entries.length === b.entries.length &&
      a.entries.every((entry, index) => {
        const other = b.entries[index]!;
        return entry.name === other.name && sameLayout(entry.layout, other.layout);
      }))
  );
}

/** The storage in which a piece of state lies already, if earlier graphs count on it. */
export type StoredAs = (name: string) => Storage | undefined;

/**
 * How the state of a graph is to lie: what an optimizer takes for one vector lies together, everything else by itself, in
 * the layout that the graph wants. What lies already stays as it is, unless it now becomes part of a vector.
 */
export function planStorages(graph: Graph, layoutOf: Layouts, storedAs: StoredAs): Map<string, Storage> {
  const plan = new Map<string, Storage>();
  const targets = new Map<number, string>();
  for (const { value, target } of graph.outputs) if (target.kind === 'state') targets.set(value.id, target.name);
  for (const { op, outputs } of graph.nodes) {
    if (op !== compositeNames.unpack) continue;
    const names = outputs.map(({ id }) => targets.get(id));
    if (names.some((name) => name === undefined) || new Set(names).size < names.length) continue;
    const packed = packedStorage(names as string[], outputs, layoutOf);
    const before = names.map((name) => storedAs(name!) ?? plan.get(name!));
    if (before.some((storage) => storage !== undefined && storage.entries.length > 1 && !sameNames(storage, packed)))
      continue;
    const known = before[0] !== undefined && sameNames(before[0], packed) ? before[0] : packed;
    for (const name of names) plan.set(name!, known);
  }
  const single = (name: string, value: GraphValue): void => {
    if (plan.has(name)) return;
    plan.set(name, storedAs(name) ?? singleStorage(name, value.shape, value.dtype, layoutOf(value)));
  };
  for (const value of stateValues(graph)) single((value.source as { name: string }).name, value);
  for (const { value, target } of graph.outputs) if (target.kind === 'state') single(target.name, value);
  return plan;
}

/** The state that a graph reads. */
export function stateValues(graph: Graph): GraphValue[] {
  const values = [
    ...graph.nodes.flatMap(({ inputs }) => Object.values(inputs)),
    ...graph.outputs.map(({ value }) => value),
  ];
  return [...new Set(values.filter(({ source }) => source?.kind === 'state'))];
}

function packedStorage(names: readonly string[], values: readonly GraphValue[], layoutOf: Layouts): Storage {
  let offset = 0;
  const entries = names.map((name, index): StorageEntry => {
    const { shape } = values[index]!;
    const entry = { name, shape, layout: layoutOf(values[index]!), offset, size: sizeOfShape(shape) };
    offset += entry.size;
    return entry;
  });
  return { entries, dtype: values[0]!.dtype, length: offset };
}

function sameNames(a: Storage, b: Storage): boolean {
  return a.entries.length === b.entries.length && a.entries.every(({ name }, index) => name === b.entries[index]!.name);
}

/** The name of the state that a value is; `undefined` for other values. */
export function stateName({ source }: GraphValue): string | undefined {
  return source?.kind === 'state' ? source.name : undefined;
}
