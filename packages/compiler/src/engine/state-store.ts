import { sameShape, type NdArray, type StateEntry, type StateSpec } from '@lml/core';
import { checkStateValue, declaredState, type Allocate } from '@lml/core/engine';

import type { GraphData } from '../graph/graph.js';
import { fromLayout, intoLayout } from '../layout/permute.js';
import { sameStorage, singleStorage, type Storage, type StorageEntry } from '../layout/storage.js';
import { allocateData, convertData } from './host-data.js';
import type { LoadedTarget, StatePlace } from './target.js';

/** A storage whose numbers the target keeps. */
interface Placed {
  readonly storage: Storage;
  readonly entries: ReadonlyMap<string, StorageEntry>;
  readonly place: StatePlace;
}

/** The state of an engine: what is declared, how it is to lie, and where its numbers are. */
export class StateStore {
  /** What is declared, by name. */
  readonly specs = new Map<string, StateSpec>();
  /** Grows whenever values are given, or state is to lie in another way. */
  version = 0;
  /** How state is to lie on which graphs count. */
  private readonly storages = new Map<string, Storage>();
  /** Numbers that the host gave, in TensorFlow.js's order, until a step needs them; and those that the target keeps. */
  private readonly values = new Map<string, GraphData | Placed>();

  constructor(private readonly target: Pick<LoadedTarget, 'place'>) {}

  /** Declares state with its first value, all of it or none. */
  declare(entries: readonly StateEntry[]): void {
    const converted = entries.map(({ value, ...spec }) => [spec, dataOf(spec, value)] as const);
    for (const [spec, data] of converted) {
      const known = this.specs.get(spec.name);
      if (known !== undefined && (known.dtype !== spec.dtype || !sameShape(known.shape, spec.shape)))
        this.takeOut(spec.name);
      this.specs.set(spec.name, spec);
      this.give(spec.name, data);
    }
  }

  /** Replaces values, all of them or none. */
  write(values: Readonly<Record<string, NdArray>>): void {
    const converted = Object.entries(values).map(([name, value]) => [name, dataOf(this.spec(name), value)] as const);
    for (const [name, data] of converted) this.give(name, data);
  }

  /** Copies values; `allocate` makes room for them. */
  async read(names: Iterable<string>, allocate?: Allocate): Promise<Record<string, NdArray>> {
    const numbers = new Map<Placed, GraphData>();
    const found: Record<string, NdArray> = {};
    for (const name of names) {
      const { shape, dtype } = this.spec(name);
      const value = this.values.get(name)!;
      if (isPlaced(value)) {
        const all = numbers.get(value) ?? (await value.place.read());
        numbers.set(value, all);
        const { offset, size, layout } = value.entries.get(name)!;
        const part = all.subarray(offset, offset + size);
        const room = layout.length === 0 ? (allocate ?? allocateData)(dtype, size) : undefined;
        // Putting numbers in another order makes a copy by itself.
        const data = room === undefined ? fromLayout(part, shape, layout) : copied(part, room);
        found[name] = { dtype, shape: [...shape], data };
      } else {
        const data = copied(value, (allocate ?? allocateData)(dtype, value.length));
        found[name] = { dtype, shape: [...shape], data };
      }
    }
    return found;
  }

  /** How a piece of state is to lie, if graphs count on it. */
  storedAs(name: string): Storage | undefined {
    return this.storages.get(name);
  }

  /** Whether all of a storage is to lie in that way. */
  holds(storage: Storage): boolean {
    return storage.entries.every(({ name }) => {
      const known = this.storages.get(name);
      return known !== undefined && sameStorage(known, storage);
    });
  }

  /** Lets state lie in a way that graphs count on from now on. */
  arrange(storage: Storage): void {
    if (this.holds(storage)) return;
    const names = new Set(storage.entries.map(({ name }) => name));
    for (const name of names) this.takeOut(name, names);
    for (const name of names) this.storages.set(name, storage);
    this.version++;
  }

  /** Where the target keeps storages, which it is handed if need be: their values as they are, in the way in which they are to lie. */
  async places(storages: readonly Storage[]): Promise<StatePlace[]> {
    const places: StatePlace[] = [];
    for (const storage of storages) places.push((this.placed(storage) ?? (await this.place(storage))).place);
    return places;
  }

  /** Frees all that the target keeps. */
  dispose(): void {
    const placed = new Set([...this.values.values()].filter(isPlaced));
    for (const { place } of placed) place.dispose();
    this.values.clear();
  }

  private spec(name: string): StateSpec {
    return declaredState(this.specs, name);
  }

  /** Takes a piece of state out of its vector, if it is in one: the other parts go on by themselves, but for those named. */
  private takeOut(name: string, others: ReadonlySet<string> = new Set([name])): void {
    const storage = this.storages.get(name);
    this.storages.delete(name);
    for (const entry of storage?.entries ?? []) {
      if (others.has(entry.name)) continue;
      this.storages.set(entry.name, singleStorage(entry.name, entry.shape, storage!.dtype, entry.layout));
    }
  }

  private give(name: string, data: GraphData): void {
    this.set([[name, data]]);
    this.version++;
  }

  private placed(storage: Storage): Placed | undefined {
    const [first, ...rest] = storage.entries.map(({ name }) => this.values.get(name));
    const isWhole = first !== undefined && isPlaced(first) && sameStorage(first.storage, storage);
    return isWhole && rest.every((value) => value === first) ? first : undefined;
  }

  private async place(storage: Storage): Promise<Placed> {
    const names = storage.entries.map(({ name }) => name);
    const values = await this.read(names);
    const data = allocateData(storage.dtype, storage.length) as Float32Array;
    for (const { name, shape, layout, offset } of storage.entries)
      data.set(intoLayout(values[name]!.data as Float32Array, shape, layout), offset);
    const entries = new Map(storage.entries.map((entry) => [entry.name, entry]));
    const placed = { storage, entries, place: this.target.place(storage, data) };
    this.set(names.map((name) => [name, placed]));
    return placed;
  }

  /** Sets values, and frees what nothing lies in any more. */
  private set(values: readonly (readonly [string, GraphData | Placed])[]): void {
    const before = new Set(values.map(([name]) => this.values.get(name)));
    for (const [name, value] of values) this.values.set(name, value);
    for (const value of before) {
      if (value === undefined || !isPlaced(value)) continue;
      if (![...value.entries.keys()].some((name) => this.values.get(name) === value)) value.place.dispose();
    }
  }
}

function isPlaced(value: GraphData | Placed): value is Placed {
  return 'place' in value;
}

function copied(numbers: GraphData, into: NdArray['data']): NdArray['data'] {
  (into as Float32Array).set(numbers);
  return into;
}

/** A value as state of that specification; a copy. */
function dataOf(spec: StateSpec, value: NdArray): GraphData {
  checkStateValue(spec, value);
  return convertData(value.data as ArrayLike<number | bigint>, spec.dtype);
}
