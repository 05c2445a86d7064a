import {
  sameShape,
  ShapeMismatchError,
  sizeOf,
  UndeclaredStateError,
  type Allocate,
  type NdArray,
  type StateEntry,
  type StateSpec,
} from '@lml/core';

import type { GraphData } from '../graph/graph.js';
import { fromLayout, intoLayout } from '../layout/permute.js';
import { storageShape } from '../targets/onnx/state-ports.js';
import { sameStorage, singleStorage, type Storage, type StorageEntry } from '../layout/storage.js';
import type { Runtime, RuntimeTensor } from '../targets/onnx/runtime/runtime.js';
import { allocateData, convertData } from './host-data.js';

/** A storage with its numbers: what a step reads, and where the next one writes. */
interface Held {
  readonly storage: Storage;
  readonly entries: ReadonlyMap<string, StorageEntry>;
  current: RuntimeTensor;
  spare: RuntimeTensor | undefined;
}

/** The state of an engine: declared names, and where their numbers lie. */
export class StateStore {
  /** What is declared, by name. */
  readonly specs = new Map<string, StateSpec>();
  /** Grows whenever state comes to lie in another way. */
  epoch = 0;
  private readonly held = new Map<string, Held>();
  private readonly fixed = new Set<string>();

  constructor(private readonly runtime: Runtime) {}

  /** Declares state with its first value, all of it or none. */
  declare(entries: readonly StateEntry[]): void {
    const converted = entries.map(({ value, ...spec }) => [spec, checked(spec, value)] as const);
    for (const [spec, data] of converted) {
      const known = this.specs.get(spec.name);
      this.specs.set(spec.name, spec);
      if (known !== undefined && known.dtype === spec.dtype && sameShape(known.shape, spec.shape)) {
        this.set(spec.name, data);
        continue;
      }
      this.hold(singleStorage(spec.name, spec.shape, spec.dtype, []), data);
    }
  }

  /** Replaces values, all of them or none. */
  write(values: Readonly<Record<string, NdArray>>): void {
    const converted = Object.entries(values).map(([name, value]) => [name, checked(this.spec(name), value)] as const);
    for (const [name, data] of converted) this.set(name, data);
  }

  /** A copy of a value; `allocate` makes room for it. */
  read(name: string, allocate?: Allocate): NdArray {
    const { shape, dtype } = this.spec(name);
    const { current, entries } = this.held.get(name)!;
    const { offset, size, layout } = entries.get(name)!;
    const part = (current.data as Float32Array).subarray(offset, offset + size);
    // Putting numbers in another order makes a copy by itself.
    if (layout.length > 0) return { dtype, shape: [...shape], data: fromLayout(part, shape, layout) };
    const data = (allocate ?? allocateData)(dtype, size) as Float32Array;
    data.set(part);
    return { dtype, shape: [...shape], data };
  }

  /** How a piece of state lies, if graphs count on it. */
  storedAs(name: string): Storage | undefined {
    return this.fixed.has(name) ? this.held.get(name)?.storage : undefined;
  }

  /** Whether all of a storage lies in that way. */
  holds(storage: Storage): boolean {
    return storage.entries.every(({ name }) => {
      const held = this.held.get(name);
      return held !== undefined && sameStorage(held.storage, storage);
    });
  }

  /** Lets state lie in a way that graphs count on from now on. */
  arrange(storage: Storage): void {
    for (const { name } of storage.entries) this.fixed.add(name);
    if (this.holds(storage)) return;
    const values = storage.entries.map(({ name }) => this.read(name));
    this.hold(storage);
    values.forEach(({ data }, index) => this.set(storage.entries[index]!.name, data as GraphData));
  }

  /** What a step reads of a storage. */
  current(storage: Storage): RuntimeTensor {
    return this.held.get(storage.entries[0]!.name)!.current;
  }

  /** Where a step writes a storage anew. */
  spare(storage: Storage): RuntimeTensor {
    const held = this.held.get(storage.entries[0]!.name)!;
    return (held.spare ??= this.tensor(storage));
  }

  /** What a step wrote counts from now on; what counted before is written over by the next one. */
  replace(storage: Storage, written: RuntimeTensor): void {
    const held = this.held.get(storage.entries[0]!.name)!;
    held.spare = held.spare === undefined ? undefined : held.current;
    held.current = written;
  }

  private spec(name: string): StateSpec {
    const spec = this.specs.get(name);
    if (spec !== undefined) return spec;
    const declared = [...this.specs.keys()].join(', ') || 'nothing';
    throw new UndeclaredStateError(`There is no state named '${name}'. Declared: ${declared}.`);
  }

  private set(name: string, data: GraphData): void {
    const { current, entries } = this.held.get(name)!;
    const { offset, layout, shape } = entries.get(name)!;
    (current.data as Float32Array).set(intoLayout(data, shape, layout), offset);
  }

  private hold(storage: Storage, data?: GraphData): void {
    const entries = new Map(storage.entries.map((entry) => [entry.name, entry]));
    const held: Held = { storage, entries, current: this.tensor(storage, data), spare: undefined };
    for (const { name } of storage.entries) {
      // A vector of which a part moves elsewhere is given up; its other parts go on by themselves.
      const before = this.held.get(name);
      for (const other of before?.storage.entries ?? []) {
        if (entries.has(other.name)) continue;
        const single = singleStorage(other.name, other.shape, before!.storage.dtype, other.layout);
        const part = (before!.current.data as GraphData).slice(other.offset, other.offset + other.size);
        const alone = new Map(single.entries.map((entry) => [entry.name, entry]));
        this.held.set(other.name, {
          storage: single,
          entries: alone,
          current: this.tensor(single, part),
          spare: undefined,
        });
      }
    }
    for (const { name } of storage.entries) this.held.set(name, held);
    this.epoch++;
  }

  private tensor(storage: Storage, data: GraphData = allocateData(storage.dtype, storage.length)): RuntimeTensor {
    return this.runtime.tensor(storage.dtype, data, storageShape(storage));
  }
}

/** A value as state of that specification; a copy. */
function checked(spec: StateSpec, { shape, data }: NdArray): GraphData {
  if (!sameShape(spec.shape, shape)) {
    throw new ShapeMismatchError(
      `State '${spec.name}' is declared with shape [${spec.shape.join(', ')}], but was given a value of shape [${shape.join(', ')}]. A shape never changes.`,
    );
  }
  if (data.length !== sizeOf(shape)) {
    throw new ShapeMismatchError(
      `State '${spec.name}' was given ${data.length} values, which do not fill its shape [${shape.join(', ')}].`,
    );
  }
  return convertData(data as ArrayLike<number | bigint>, spec.dtype);
}
