import { exactNumbers } from '../../graph/exact-numbers.js';
import type { GraphData, GraphValue } from '../../graph/graph.js';
import { PLAIN } from '../../layout/layout.js';
import type { PortWriter } from '../../layout/state-ports.js';
import { storageShape, type Storage } from '../../layout/storage.js';
import {
  FLOAT,
  int,
  type,
  typed,
  type TensorflowAttributes,
  type TensorflowNode,
  type TensorflowType,
} from './model.js';
import type { TensorflowEmitter } from './tensorflow-lowering.js';

/** Names of the nodes of a storage. */
export const storageNodes = {
  /** Its variable. */
  variable: (index: number): string => `state${index}`,
  /** Its numbers. */
  read: (index: number): string => `state${index}/read`,
  /** What is fed to give it numbers. */
  given: (index: number): string => `state${index}/given`,
  /** What is fetched to give it numbers. */
  taken: (index: number): string => `state${index}/taken`,
};

/** A step of Adam, by names. */
export interface AdamStep {
  /** What it takes: the gradient, m, v, the size of the step, ε, β₁, 1 − β₁, β₂ and 1 − β₂. */
  readonly inputs: readonly string[];
  /** The new m and v. */
  readonly moments: readonly [string, string];
}

/** Writes nodes of TensorFlow, and knows under which name a value of the graph lies. */
export class Emitter implements TensorflowEmitter, PortWriter {
  /** The nodes so far. */
  readonly nodes: TensorflowNode[] = [];
  /** The steps of Adam so far, by the names of their steps. */
  readonly adamSteps = new Map<string, AdamStep>();
  private readonly names = new Map<number, string>();
  private readonly pending = new Map<number, () => void>();
  private readonly made = new Map<string, string>();
  private readonly entered = new Set<number>();

  /** Everything lies as TensorFlow.js has it, which is how TensorFlow has it. */
  readonly layoutOf = (): typeof PLAIN => PLAIN;

  /** Returns the name of a value. */
  input(value: GraphValue): string {
    this.pending.get(value.id)?.();
    const known = this.names.get(value.id);
    if (known !== undefined) return known;
    if (value.source?.kind !== 'constant') throw new Error(`The value ${value.id} is used before it is made.`);
    const { shape, dtype } = value;
    return this.constant(value.source.data, dtype, shape);
  }

  /** Says under which name a value lies. */
  define(value: GraphValue, name: string): void {
    this.names.set(value.id, name);
  }

  /** Says how values are made, all at once, when the first of them is needed. */
  defineLazily(values: readonly GraphValue[], make: () => void): void {
    const once = (): void => {
      for (const { id } of values) this.pending.delete(id);
      make();
    };
    for (const { id } of values) this.pending.set(id, once);
  }

  /** Adds a node and returns the name of its first output. The same node of the same inputs is added once. */
  node(op: string, inputs: readonly string[], attributes: TensorflowAttributes = {}): string {
    const key = JSON.stringify([op, inputs, attributes], exactNumbers);
    let name = this.made.get(key);
    if (name === undefined) this.made.set(key, (name = this.add(op, inputs, attributes)));
    return name;
  }

  /** Adds a node and returns the names of its outputs. */
  split(op: string, inputs: readonly string[], attributes: TensorflowAttributes, outputs: number): string[] {
    const name = this.node(op, inputs, attributes);
    return Array.from({ length: outputs }, (_, index) => (index === 0 ? name : `${name}:${index}`));
  }

  /** Adds a node under a name, or one of its own; each time anew. */
  add(op: string, inputs: readonly string[], attributes: TensorflowAttributes, name = `n${this.nodes.length}`): string {
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  /** One number. */
  scalar(value: number, dtype: TensorflowType): string {
    return this.numbers([value], dtype, []);
  }

  /** Numbers of a shape. */
  numbers(values: ArrayLike<number>, dtype: TensorflowType, shape: readonly number[] = [values.length]): string {
    const numbers = Array.from(values);
    switch (dtype) {
      case 'float32':
        return this.constant(Float32Array.from(numbers), dtype, shape);
      case 'float64':
        return this.constant(Float64Array.from(numbers), dtype, shape);
      case 'int32':
        return this.constant(Int32Array.from(numbers), dtype, shape);
      case 'int64':
        return this.constant(BigInt64Array.from(numbers, BigInt), dtype, shape);
      case 'bool':
        return this.constant(Uint8Array.from(numbers), dtype, shape);
    }
  }

  /** A tensor in another shape. */
  reshape(name: string, shape: readonly number[], dtype: TensorflowType = 'float32'): string {
    return this.node('Reshape', [name, this.numbers(shape, 'int32')], { ...typed(dtype), Tshape: type('int32') });
  }

  /** A tensor with its axes in another order. */
  transpose(name: string, permutation: readonly number[], dtype: TensorflowType = 'float32'): string {
    if (permutation.every((axis, index) => axis === index)) return name;
    return this.node('Transpose', [name, this.numbers(permutation, 'int32')], {
      ...typed(dtype),
      Tperm: type('int32'),
    });
  }

  /** A tensor of another type; itself where it has that one. */
  cast(name: string, from: TensorflowType, to: TensorflowType): string {
    return from === to ? name : this.node('Cast', [name], { SrcT: type(from), DstT: type(to), Truncate: false });
  }

  /** A tensor repeated along axes of one place up to a shape. */
  broadcast(name: string, shape: readonly number[], dtype: TensorflowType = 'float32'): string {
    return this.node('BroadcastTo', [name, this.numbers(shape, 'int32')], { ...typed(dtype), Tidx: type('int32') });
  }

  /** A part of a tensor. */
  slice(name: string, begin: readonly number[], size: readonly number[], dtype: TensorflowType = 'float32'): string {
    const lists = [begin, size].map((list) => this.numbers(list, 'int32'));
    return this.node('Slice', [name, ...lists], { ...typed(dtype), Index: type('int32') });
  }

  /** Places of a tensor in steps; `endMask` has a bit for each axis that goes to its end. */
  strided(
    name: string,
    { begin, end, strides, endMask = 0 }: { begin: number[]; end: number[]; strides: number[]; endMask?: number },
    dtype: TensorflowType = 'float32',
  ): string {
    const lists = [begin, end, strides].map((list) => this.numbers(list, 'int32'));
    const masks = { begin_mask: 0, end_mask: endMask, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 };
    const attributes = Object.fromEntries(Object.entries(masks).map(([key, mask]) => [key, int(mask)]));
    return this.node('StridedSlice', [name, ...lists], { ...typed(dtype), Index: type('int32'), ...attributes });
  }

  /** A tensor with one number around it. */
  pad(
    name: string,
    paddings: readonly (readonly number[])[],
    value: number,
    dtype: TensorflowType = 'float32',
  ): string {
    if (paddings.flat().every((size) => size === 0)) return name;
    const sizes = this.numbers(paddings.flat(), 'int32', [paddings.length, 2]);
    return this.node('PadV2', [name, sizes, this.scalar(value, dtype)], { ...typed(dtype), Tpaddings: type('int32') });
  }

  /** Tensors one after the other along an axis. */
  concat(parts: readonly string[], axis: number, dtype: TensorflowType = 'float32'): string {
    if (parts.length === 1) return parts[0]!;
    const attributes = { ...typed(dtype), N: int(parts.length), Tidx: type('int32') };
    return this.node('ConcatV2', [...parts, this.scalar(axis, 'int32')], attributes);
  }

  /** Parts of a tensor along an axis, by their sizes. */
  parts(name: string, sizes: readonly number[], axis: number, dtype: TensorflowType = 'float32'): string[] {
    if (sizes.length === 1) return [name];
    const inputs = [name, this.numbers(sizes, 'int32'), this.scalar(axis, 'int32')];
    const attributes = { ...typed(dtype), num_split: int(sizes.length), Tlen: type('int32') };
    return this.split('SplitV', inputs, attributes, sizes.length);
  }

  /** A reduction over axes. */
  reduce(
    op: string,
    name: string,
    axes: readonly number[],
    keepDims = false,
    dtype: TensorflowType = 'float32',
  ): string {
    const attributes = { keep_dims: keepDims, Tidx: type('int32') };
    const inputs = [name, this.numbers(axes, 'int32')];
    return this.node(op, inputs, op === 'All' || op === 'Any' ? attributes : { ...typed(dtype), ...attributes });
  }

  /** An op of float32 alone. */
  float(op: string, ...inputs: readonly string[]): string {
    return this.node(op, inputs, FLOAT);
  }

  /** Where a condition holds the one, else the other; they broadcast. */
  where(condition: string, then: string, otherwise: string, dtype: TensorflowType = 'float32'): string {
    return this.node('SelectV2', [condition, then, otherwise], typed(dtype));
  }

  /** One vector of several. */
  join(parts: readonly string[]): string {
    return this.concat(parts, 0);
  }

  /** Parts of a vector, by their sizes. */
  cut(vector: string, sizes: readonly number[]): string[] {
    return this.parts(vector, sizes, 0);
  }

  /** A value that is fed. */
  feed(value: GraphValue, name: string): void {
    this.define(value, this.add('Placeholder', [], { dtype: type(value.dtype), shape: { shape: value.shape } }, name));
  }

  /** The variable of a storage, and what gives it numbers and takes them; returns the name of its numbers. */
  enter(storage: Storage, index: number): string {
    const { variable, read, given, taken } = storageNodes;
    const dtype = type(storage.dtype);
    if (this.entered.has(index)) return read(index);
    this.entered.add(index);
    const shape = { shape: storageShape(storage) };
    const handle = this.add(
      'VarHandleOp',
      [],
      { dtype, shape, shared_name: variable(index), container: '' },
      variable(index),
    );
    this.add('Placeholder', [], { dtype, shape }, given(index));
    // What is fed may lie in an array of JavaScript's, which a variable must not share.
    const copy = this.add('DeepCopy', [given(index)], typed(storage.dtype));
    const assigned = this.add('AssignVariableOp', [handle, copy], { dtype, validate_shape: false });
    this.done([assigned], taken(index));
    return this.add('ReadVariableOp', [handle], { dtype }, read(index));
  }

  /** A storage that changes enters even where it is not read. */
  leave(name: string, storage: Storage, index: number): string {
    this.enter(storage, index);
    return name;
  }

  /** Something that can be fetched and waits for nodes. */
  done(nodes: readonly string[], name: string): void {
    const value = { tensor: { type: 'bool', shape: [], data: Uint8Array.of(1) } } as const;
    this.add(
      'Const',
      nodes.map((node) => `^${node}`),
      { dtype: type('bool'), value },
      name,
    );
  }

  private constant(
    data: GraphData | Float64Array | BigInt64Array,
    dtype: TensorflowType,
    shape: readonly number[],
  ): string {
    const attributes = { dtype: type(dtype), value: { tensor: { type: dtype, shape, data } } };
    // Long ones are seldom the same.
    if (data.length > 16) return this.add('Const', [], attributes);
    const numbers = Array.from<number | bigint, number>(data as ArrayLike<number | bigint>, Number);
    const key = JSON.stringify(['Const', dtype, shape, numbers], exactNumbers);
    let name = this.made.get(key);
    if (name === undefined) this.made.set(key, (name = this.add('Const', [], attributes)));
    return name;
  }
}
