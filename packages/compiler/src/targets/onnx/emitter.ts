import { UntraceableStepError } from '@lml/core';

import { exactNumbers } from '../../graph/exact-numbers.js';
import { sizeOfShape, splatOf, type GraphData, type GraphDType, type GraphValue } from '../../graph/graph.js';
import { layoutAxis, layoutShape, PLAIN, sameLayout, type Layout, type Layouts } from '../../layout/layout.js';
import type { PortWriter } from '../../layout/state-ports.js';
import { storageShape, type Storage } from '../../layout/storage.js';
import type { OnnxAttribute, OnnxInitializer, OnnxModelGraph, OnnxNode, OnnxType, OnnxValueInfo } from './model.js';
import { withoutDeadNodes } from './needed.js';
import { withWrittenProducts } from './product-outputs.js';
import type { OnnxEmitter } from './onnx-lowering.js';
import type { Shortcuts } from './shortcuts.js';

/** Attributes of a node to be emitted. */
export type EmittedAttributes = Readonly<Record<string, OnnxAttribute | undefined>>;

/** A size that is free in the model: whatever is a multiple of `size` in the graph follows the first axis of `input`. */
export interface FreeSize {
  /** What stands for it in the graph: a prime that occurs nowhere else. */
  readonly size: number;
  /** The input whose first axis has it. */
  readonly input: string;
  /** What it is called in the shapes of inputs and outputs. */
  readonly name: string;
}

/** Above so many places a constant of one number is expanded when it is needed instead of kept in full. */
const LARGEST_SPLAT = 4096;

/** Writes nodes of ONNX, and knows under which name a value of the graph lies in which layout. */
export class Emitter implements OnnxEmitter, PortWriter {
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers: Map<string, OnnxInitializer>;
  private readonly counter: { count: number };
  private readonly names = new Map<number, { layout: Layout; name: string }[]>();
  private readonly pending = new Map<number, () => void>();
  private readonly used = new Set<string>();
  private readonly inputs: OnnxValueInfo[] = [];
  private readonly outputs: OnnxValueInfo[] = [];
  private readonly made = new Map<string, string>();

  /** The shapes of names, where they are known. */
  readonly shapes = new Map<string, readonly number[]>();
  /** Faster nodes that may be used instead of public ops. */
  readonly shortcuts: Shortcuts | undefined;

  /** `layoutOf` is the plan; `outer` writes the graph that this one is inside of. */
  constructor(
    readonly layoutOf: Layouts,
    private readonly freeSize?: FreeSize,
    private readonly outer?: Emitter,
    shortcuts?: Shortcuts,
  ) {
    this.shortcuts = outer?.shortcuts ?? shortcuts;
    this.initializers = outer?.initializers ?? new Map<string, OnnxInitializer>();
    this.counter = outer?.counter ?? { count: 0 };
  }

  /** Whether the model is for any runtime: only ops of ONNX's own domain may be used. */
  get isPortable(): boolean {
    return this.freeSize !== undefined;
  }

  /** Adds a node of one output and returns its name. The same node of the same inputs is added once. */
  node(op: string, inputs: readonly string[], attributes: EmittedAttributes = {}, domain = ''): string {
    const key = JSON.stringify([op, domain, inputs, attributes], exactNumbers);
    let name = this.made.get(key);
    if (name === undefined)
      this.made.set(key, ([name] = this.append(op, inputs, attributes, 1, domain) as [string])[0]);
    return name;
  }

  /** Adds a node of several outputs and returns their names. */
  split(op: string, inputs: readonly string[], attributes: EmittedAttributes, outputs: number, domain = ''): string[] {
    return this.append(op, inputs, attributes, outputs, domain);
  }

  /** A graph inside a node, such as the body of a Scan. Its nodes may use the names of this one. */
  subgraph(name: string, write: (inner: Emitter) => void): OnnxModelGraph {
    const inner = new Emitter(this.layoutOf, this.freeSize, this);
    write(inner);
    return inner.finish(name);
  }

  /** A name that nothing has. */
  freshName(): string {
    return `t${this.counter.count++}`;
  }

  /** The name under which a value lies in a layout; it is transposed if it lies in others only. */
  input(value: GraphValue, layout: Layout = PLAIN): string {
    const known = this.names.get(value.id) ?? [];
    const same = known.find((entry) => sameLayout(entry.layout, layout));
    if (same !== undefined) return same.name;
    if (value.source?.kind === 'constant') return this.remember(value, layout, this.constant(value, layout));
    const make = this.pending.get(value.id);
    if (make !== undefined) {
      make();
      return this.input(value, layout);
    }
    const [first] = known;
    if (first === undefined) throw new Error(`The value ${value.id} is used before it is made.`);
    return this.remember(value, layout, this.transposed(first.name, value.shape, first.layout, layout));
  }

  /** A value as it may stand beside `reference` in an element-wise node: of its layout, or of fewer places. */
  aligned(value: GraphValue, reference: GraphValue): string {
    const splat = splatOf(value);
    if (splat !== undefined) return this.scalar(splat, value.dtype);
    const layout = this.layoutOf(reference);
    if (layout.length === 0 || sizeOfShape(value.shape) === 1) return this.input(value);
    if (value.shape.length === reference.shape.length) return this.input(value, layout);
    const padded = [...new Array<number>(reference.shape.length - value.shape.length).fill(1), ...value.shape];
    const reshaped = this.reshape(this.input(value), padded);
    return this.transposed(reshaped, padded, PLAIN, layout);
  }

  /** An element-wise node of values that broadcast to `output`, which it defines. */
  elementwise(op: string, values: readonly GraphValue[], output: GraphValue, attributes: EmittedAttributes = {}): void {
    const names = values.map((value) => this.aligned(value, output));
    this.define(output, this.spread(this.node(op, names, attributes), values, output));
  }

  /** What was computed of values, in the shape of `output`: constants of one number stand in for as many as are needed. */
  spread(name: string, values: readonly GraphValue[], output: GraphValue): string {
    const shapes = values.filter((value) => splatOf(value) === undefined).map(({ shape }) => shape);
    const rank = output.shape.length;
    const sizes = output.shape.map((_, axis) =>
      Math.max(1, ...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
    );
    const isWhole =
      shapes.some((shape) => shape.length === rank || rank === 0) &&
      sizes.every((size, axis) => size === output.shape[axis]);
    if (isWhole) return name;
    return this.node('Expand', [name, this.int64s(layoutShape(output.shape, this.layoutOf(output)))]);
  }

  /** Says under which name a value lies, in which layout (by default the planned one). */
  define(value: GraphValue, name: string, layout: Layout = this.layoutOf(value)): void {
    this.remember(value, layout, name);
  }

  /** Says how values are made, all at once, when the first of them is needed. */
  defineLazily(values: readonly GraphValue[], make: () => void): void {
    const once = (): void => {
      for (const { id } of values) this.pending.delete(id);
      make();
    };
    for (const { id } of values) this.pending.set(id, once);
  }

  /** A tensor in another shape. */
  reshape(name: string, shape: readonly number[]): string {
    // Without `allowzero` 0 stands for the size that the axis had.
    const attributes = shape.includes(0) ? { allowzero: 1 } : {};
    const result = this.node('Reshape', [name, this.int64s(shape)], attributes);
    if (!shape.includes(-1)) this.shapes.set(result, shape);
    return result;
  }

  /** One vector of several. */
  join(parts: readonly string[]): string {
    return this.node('Concat', parts, { axis: 0 });
  }

  /** Parts of a vector, by their sizes. */
  cut(vector: string, sizes: readonly number[]): string[] {
    return this.split('Split', [vector, this.int64s(sizes)], { axis: 0 }, sizes.length);
  }

  /** Lets a storage enter as an input. */
  enter(storage: Storage, index: number): string {
    return this.addInput({ name: `s${index}`, type: storage.dtype, shape: storageShape(storage) });
  }

  /** Lets a storage leave as an output. */
  leave(name: string, storage: Storage): string {
    return this.addOutput(name, storage.dtype, storageShape(storage));
  }

  /** A tensor with its axes in another order; a reshape where only axes of one place move. */
  transpose(name: string, shape: readonly number[], permutation: readonly number[]): string {
    if (permutation.every((axis, index) => axis === index)) return name;
    const moving = permutation.filter((axis) => shape[axis] !== 1);
    if (moving.every((axis, index) => index === 0 || axis > moving[index - 1]!)) {
      return this.reshape(name, permutation.map((axis) => shape[axis]!)); // prettier-ignore
    }
    return this.node('Transpose', [name], { perm: permutation });
  }

  /** A tensor of another type. */
  cast(name: string, type: OnnxType): string {
    const numbers = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 };
    return this.node('Cast', [name], { to: numbers[type] });
  }

  /** Whole numbers, as shapes and axes are given. */
  int64s(values: readonly number[], shape: readonly number[] = [values.length]): string {
    if (values.some((value) => this.isFree(value))) return this.freeSizes(values);
    return this.initializer(
      'int64',
      shape,
      BigInt64Array.from(values, (value) => BigInt(Math.round(value))),
    );
  }

  /** One number. */
  scalar(value: number, dtype: GraphDType): string {
    return this.numbers([value], dtype, []);
  }

  /** Numbers of a shape. */
  numbers(values: ArrayLike<number>, dtype: GraphDType, shape: readonly number[] = [values.length]): string {
    const data = dtype === 'float32' ? Float32Array.from(values) : dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values); // prettier-ignore
    return this.initializer(dtype, shape, data);
  }

  /** An input of the model. */
  addInput(info: OnnxValueInfo): string {
    this.inputs.push(info);
    return info.name;
  }

  /** An output of the model: what lies under `name`, under a name of its own. Returns that. */
  addOutput(name: string, type: OnnxType, shape: OnnxValueInfo['shape']): string {
    const free = !this.used.has(name) && !this.initializers.has(name) && !this.inputs.some((input) => input.name === name); // prettier-ignore
    const outputName = free ? name : this.append('Identity', [name], {}, 1, '')[0]!;
    this.used.add(outputName);
    this.outputs.push({ name: outputName, type, shape });
    return outputName;
  }

  /** An output of the model under a name that people see. */
  addNamedOutput(name: string, as: string, type: OnnxType, shape: OnnxValueInfo['shape']): void {
    this.nodes.push({ op: 'Identity', domain: '', inputs: [name], outputs: [as], attributes: {} });
    this.outputs.push({ name: as, type, shape: this.shapeInfo(shape) });
  }

  /** A shape as inputs and outputs state it: a free size by its name. */
  shapeInfo(shape: OnnxValueInfo['shape']): OnnxValueInfo['shape'] {
    return shape.map((size) => (typeof size === 'number' && size === this.freeSize?.size ? this.freeSize.name : size));
  }

  /** The model, when all is emitted. What is constant in a graph inside a node belongs to the outer one. */
  finish(name: string): OnnxModelGraph {
    const { nodes, inputs, outputs } = this;
    const initializers = this.outer === undefined ? [...this.initializers.values()] : [];
    return withWrittenProducts(withoutDeadNodes({ name, nodes, inputs, outputs, initializers }));
  }

  /** Whether a size follows the free one. */
  isFree(size: number): boolean {
    return this.freeSize !== undefined && size !== 0 && size % this.freeSize.size === 0;
  }

  /** Sizes of which some follow the free one. */
  private freeSizes(values: readonly number[]): string {
    const { size, input } = this.freeSize!;
    const first = this.node('Shape', [input], { start: 0, end: 1 });
    const parts = values.map((value) => {
      if (!this.isFree(value)) return this.int64s([value]);
      return value === size ? first : this.node('Mul', [first, this.int64s([value / size])]);
    });
    return parts.length === 1 ? parts[0]! : this.node('Concat', parts, { axis: 0 });
  }

  private append(
    op: string,
    inputs: readonly string[],
    attributes: EmittedAttributes,
    outputs: number,
    domain: string,
  ): string[] {
    const names = Array.from({ length: outputs }, () => this.freshName());
    this.nodes.push({ op, domain, inputs, outputs: names, attributes });
    return names;
  }

  private remember(value: GraphValue, layout: Layout, name: string): string {
    this.shapes.set(name, layoutShape(value.shape, layout));
    const known = this.names.get(value.id);
    if (known === undefined) this.names.set(value.id, [{ layout, name }]);
    else known.push({ layout, name });
    return name;
  }

  private transposed(name: string, shape: readonly number[], from: Layout, to: Layout): string {
    const wanted = to.length === 0 ? shape.map((_, axis) => axis) : to;
    const permutation = wanted.map((axis) => layoutAxis(axis, from));
    return this.transpose(name, layoutShape(shape, from), permutation);
  }

  private constant(value: GraphValue, layout: Layout): string {
    const splat = splatOf(value);
    const { data } = value.source as { data: GraphData };
    if (splat === undefined) {
      if (value.shape.some((size) => this.isFree(size)))
        throw new UntraceableStepError('it holds numbers that depend on the batch size', undefined);
      return this.transposed(this.initializer(value.dtype, value.shape, data), value.shape, PLAIN, layout);
    }
    const shape = layoutShape(value.shape, layout);
    const size = sizeOfShape(shape);
    if (size > LARGEST_SPLAT || shape.some((each) => this.isFree(each)))
      return this.node('Expand', [this.scalar(splat, value.dtype), this.int64s(shape)]);
    return this.numbers(new Float32Array(size).fill(splat), value.dtype, shape);
  }

  private initializer(type: OnnxType, shape: readonly number[], data: GraphData | BigInt64Array): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const name = `c${type}${shape.join('x')}_${fingerprint(bytes)}`;
    if (!this.initializers.has(name)) this.initializers.set(name, { name, type, shape, bytes });
    return name;
  }
}

/** Bytes as a name: themselves where they are few, else two hashes over them. */
function fingerprint(bytes: Uint8Array): string {
  if (bytes.length <= 16) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ byte, 0x85ebca6b);
  }
  return `${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}${bytes.length}`;
}
