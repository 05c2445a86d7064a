import { compositeNames } from '@lml/core/engine';

import { sizeOfShape, type Graph, type GraphNode, type GraphValue } from '../graph/graph.js';
import { layoutShape, packMembers, sameLayout, type Layout, type Layouts } from './layout.js';
import { stateName, stateValues, type Storage } from './storage.js';

/** Writes a graph for a target: what {@link StatePorts} needs of it. Tensors go by names. */
export interface PortWriter {
  /** The layout that was planned for a value. */
  readonly layoutOf: Layouts;
  /** Returns the name under which a value lies in a layout, by default the planned one or TensorFlow.js's. */
  input(value: GraphValue, layout?: Layout): string;
  /** Says under which name a value lies, in a layout, by default the planned one. */
  define(value: GraphValue, name: string, layout?: Layout): void;
  /** Says how values are made, all at once, when the first of them is needed. */
  defineLazily(values: readonly GraphValue[], make: () => void): void;
  /** A tensor in another shape. */
  reshape(name: string, shape: readonly number[]): string;
  /** One vector of several. */
  join(parts: readonly string[]): string;
  /** Parts of a vector, by their sizes. */
  cut(vector: string, sizes: readonly number[]): readonly string[];
  /** Lets a storage enter and returns its name. */
  enter(storage: Storage, index: number): string;
  /** Lets a storage leave and returns the name under which it does. */
  leave(name: string, storage: Storage, index: number): string;
}

/** State that enters and leaves. */
export interface StoragePort {
  /** The storage. */
  readonly storage: Storage;
  /** The name under which it enters; `undefined` if the graph does not read it. */
  input: string | undefined;
  /** The name under which it leaves; `undefined` if the graph does not change it. */
  output: string | undefined;
}

/** The state of a graph while it is emitted: one vector for what an optimizer treats as one, else piece by piece. */
export class StatePorts {
  /** The storages with their inputs and outputs. */
  readonly ports: readonly StoragePort[];
  private readonly byStorage: ReadonlyMap<Storage, StoragePort>;
  private readonly flats: { values: readonly GraphValue[]; name: string }[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly storages: ReadonlyMap<string, Storage>,
    private readonly emit: PortWriter,
  ) {
    this.ports = [...new Set(storages.values())].map((storage) => ({ storage, input: undefined, output: undefined }));
    this.byStorage = new Map(this.ports.map((port) => [port.storage, port]));
  }

  /** Opens inputs for what the graph reads. */
  open(): void {
    const values = stateValues(this.graph);
    this.ports.forEach((port, index) => {
      const { storage } = port;
      const named = new Map(values.map((value) => [stateName(value)!, value]));
      const members = storage.entries.flatMap(({ name }) => named.get(name) ?? []);
      if (members.length === 0) return;
      port.input = this.emit.enter(storage, index);
      if (storage.entries.length === 1) return this.emit.define(members[0]!, port.input, storage.entries[0]!.layout);
      this.emit.defineLazily(members, () => {
        const parts = this.takeApart(port.input!, storage.entries);
        storage.entries.forEach(({ name, layout }, position) => {
          const value = named.get(name);
          if (value !== undefined) this.emit.define(value, parts[position]!, layout);
        });
      });
    });
  }

  /** `pack` and `unpack`: nothing at all where the state lies as one vector already. */
  repack(node: GraphNode): void {
    const { emit } = this;
    const { values } = packMembers(node)!;
    if (node.op === compositeNames.pack) {
      const input = this.wholeInput(values);
      return emit.define(node.outputs[0]!, input ?? this.together(values.map((value) => this.flat(value))));
    }
    const name = emit.input(Object.values(node.inputs)[0]!);
    this.flats.push({ values, name });
    emit.defineLazily(values, () => {
      const entries = values.map((value) => ({
        shape: value.shape,
        layout: emit.layoutOf(value),
        size: sizeOfShape(value.shape),
      }));
      this.takeApart(name, entries).forEach((part, index) => emit.define(values[index]!, part));
    });
  }

  /** Opens outputs for what the graph changes. */
  close(): void {
    const written = new Map<string, GraphValue>();
    const read = new Map(stateValues(this.graph).map((value) => [stateName(value)!, value]));
    for (const { value, target } of this.graph.outputs) if (target.kind === 'state') written.set(target.name, value);
    this.ports.forEach((port, index) => {
      const { entries } = port.storage;
      if (!entries.some(({ name }) => written.has(name))) return;
      const values = entries.map(({ name }) => written.get(name) ?? read.get(name));
      const name =
        entries.length === 1 ? this.emit.input(values[0]!, entries[0]!.layout) : this.wholeOutput(port, index, values);
      port.output = this.emit.leave(name, port.storage, index);
    });
  }

  private wholeInput(values: readonly GraphValue[]): string | undefined {
    const storage = this.storages.get(stateName(values[0]!) ?? '');
    if (storage === undefined || storage.entries.length !== values.length || values.length === 1) return undefined;
    const fits = storage.entries.every(({ name, layout }, index) => {
      const value = values[index]!;
      return stateName(value) === name && sameLayout(layout, this.emit.layoutOf(value));
    });
    return fits ? this.byStorage.get(storage)!.input : undefined;
  }

  private wholeOutput(port: StoragePort, index: number, values: readonly (GraphValue | undefined)[]): string {
    const { entries } = port.storage;
    const flat = this.flats.find(
      (candidate) =>
        candidate.values.length === values.length &&
        candidate.values.every((value, index) => value === values[index] && sameLayout(entries[index]!.layout, this.emit.layoutOf(value))), // prettier-ignore
    );
    if (flat !== undefined) return flat.name;
    // What is neither read nor written keeps its value: it is taken from the vector of before.
    port.input ??= this.emit.enter(port.storage, index);
    const parts = values.includes(undefined) ? this.takeApart(port.input, entries) : [];
    return this.together(
      values.map((value, position) =>
        value === undefined
          ? this.emit.reshape(parts[position]!, [entries[position]!.size])
          : this.flat(value, entries[position]!.layout),
      ),
    );
  }

  private flat(value: GraphValue, layout = this.emit.layoutOf(value)): string {
    return this.emit.reshape(this.emit.input(value, layout), [sizeOfShape(value.shape)]);
  }

  private together(parts: readonly string[]): string {
    return parts.length === 1 ? parts[0]! : this.emit.join(parts);
  }

  private takeApart(
    flat: string,
    entries: readonly { shape: readonly number[]; layout: readonly number[]; size: number }[],
  ): string[] {
    const { emit } = this;
    const parts =
      entries.length === 1
        ? [flat]
        : emit.cut(
            flat,
            entries.map(({ size }) => size),
          );
    return entries.map(({ shape, layout }, index) => emit.reshape(parts[index]!, layoutShape(shape, layout)));
  }
}
