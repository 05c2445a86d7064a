import { sizeOfShape } from '../../../graph/graph.js';
import { exactNumbers } from '../../../graph/exact-numbers.js';
import type { EmittedAttributes } from '../emitter.js';
import type { OnnxInitializer, OnnxModelGraph, OnnxNode, OnnxValueInfo } from '../model.js';
import { BLOCKED } from './blocks.js';

type Shape = readonly number[];

/** Ops whose result has the shape that their inputs broadcast to. */
const BROADCASTING = new Set(['Add', 'Div', 'Mul', 'Neg', 'Reciprocal', 'Sqrt', 'Sub']);

/** A graph that is being rewritten: what lies in blocks under which name, and the shapes that are known. */
export class Surroundings {
  /** Shapes by name; those of tensors in blocks are stated as if they were not. */
  readonly shapes: Map<string, Shape>;
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers: Map<string, OnnxInitializer>;
  private readonly twins = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly made = new Map<string, string>();
  private readonly origins = new Map<string, string>();
  private readonly results: ReadonlySet<string>;
  private count = 0;

  constructor(
    private readonly graph: OnnxModelGraph,
    shapes: ReadonlyMap<string, Shape>,
  ) {
    this.initializers = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
    this.results = new Set(graph.outputs.map(({ name }) => name));
    this.shapes = new Map(shapes);
    const given: readonly Pick<OnnxValueInfo, 'name' | 'shape'>[] = [...graph.initializers, ...graph.inputs];
    for (const { name, shape } of given) {
      if (shape.every((size) => typeof size === 'number')) this.shapes.set(name, shape);
    }
  }

  /** A node whose inputs have the names that they have now, within graphs inside it too. */
  renamed(node: OnnxNode): OnnxNode {
    const inputs = node.inputs.map((name) => this.names.get(name) ?? name);
    const graphs = Object.entries(node.attributes).filter(([, value]) => typeof value === 'object' && 'nodes' in value);
    const attributes = graphs.map(([key, value]) => {
      const inner = value as OnnxModelGraph;
      return [key, { ...inner, nodes: inner.nodes.map((each) => this.renamed(each)) }] as const;
    });
    return { ...node, inputs, attributes: { ...node.attributes, ...Object.fromEntries(attributes) } };
  }

  /** Adds a node as it is, unless it is there already, or changes the shape back to what it was. */
  keep(node: OnnxNode): void {
    const [output] = node.outputs;
    const shape = this.shapes.get(output!) ?? (BROADCASTING.has(node.op) ? this.broadcast(node.inputs) : undefined);
    if (shape !== undefined) this.shapes.set(output!, shape);
    if (node.op === 'Reshape' && shape !== undefined) {
      const [origin, sizes] = [this.origins.get(node.inputs[0]!) ?? node.inputs[0]!, node.inputs[1]!];
      if (String(this.shapes.get(origin)) === String(shape)) return this.replace(output!, origin);
      this.origins.set(output!, origin);
      return this.keepOnce({ ...node, inputs: [origin, sizes] });
    }
    this.keepOnce(node);
  }

  /** Adds a node of one output under a name of its own, which it returns, or returns that of the same node. */
  add(node: OnnxNode): string {
    const key = keyOf(node);
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const name = `b${this.count++}`;
    this.made.set(key, name);
    this.nodes.push({ ...node, outputs: [name] });
    return name;
  }

  /** Adds a node of ONNX's own, and returns the name of its output. */
  plain(op: string, inputs: readonly string[], attributes: EmittedAttributes = {}): string {
    return this.add({ op, domain: '', inputs, outputs: [], attributes });
  }

  /** From here on another name stands for a name. */
  replace(from: string, to: string): void {
    if (this.results.has(from))
      this.nodes.push({ op: 'Identity', domain: '', inputs: [to], outputs: [from], attributes: {} });
    else this.names.set(from, to);
  }

  /** Says what shape a name has. */
  know(name: string, shape: Shape): void {
    this.shapes.set(this.names.get(name) ?? name, shape);
  }

  /** Says that a tensor lies in blocks under another name. */
  twin(name: string, blocked: string): void {
    this.twins.set(name, blocked);
    const shape = this.shapes.get(name);
    if (shape !== undefined) this.shapes.set(blocked, shape);
  }

  /** Says what computes the output of a node in blocks; it leaves them only if something needs it so. */
  define({ outputs }: OnnxNode, blocked: string, shape: Shape): void {
    const [name] = outputs;
    this.shapes.set(name!, shape);
    this.twin(name!, blocked);
    this.nodes.push({
      op: 'ReorderOutput',
      domain: BLOCKED,
      inputs: [blocked],
      outputs,
      attributes: { channels: shape[1]! },
    });
  }

  /** The name under which a tensor lies in blocks, if it does and its shape is known. */
  blocked(name: string): string | undefined {
    return this.shapes.has(name) ? this.twins.get(name) : undefined;
  }

  /** The name under which a tensor lies in blocks, if it does. */
  twinOf(name: string): string | undefined {
    return this.twins.get(name);
  }

  /** The name under which a tensor lies in blocks; it is put there if it does not. */
  intoBlocks(name: string): string {
    const known = this.twins.get(name);
    if (known !== undefined) return known;
    const blocked = this.add({ op: 'ReorderInput', domain: BLOCKED, inputs: [name], outputs: [], attributes: {} });
    this.twin(name, blocked);
    return blocked;
  }

  /** The shape of a name, if it is known. */
  shapeOf(name: string): Shape | undefined {
    return this.shapes.get(name);
  }

  /** Whether a name is one number. */
  isNumber(name: string): boolean {
    const shape = this.shapes.get(name);
    return shape !== undefined && sizeOfShape(shape) === 1;
  }

  /** Whether a name has a number for each channel of images beside which it stands. */
  isPerChannel(name: string, channels: number): boolean {
    const shape = this.shapes.get(name)?.slice(-3);
    return shape?.length === 3 && shape[0] === channels && sizeOfShape(this.shapes.get(name)!) === channels;
  }

  /** Whether all numbers of a constant are the same given one. */
  isFilledWith(name: string, value: number): boolean {
    const constant = this.initializers.get(name);
    if (constant?.type !== 'float32') return false;
    return new Float32Array(constant.bytes.slice().buffer).every((entry) => entry === value);
  }

  /** The whole numbers of a constant. */
  wholeNumbers(name: string): number[] | undefined {
    const constant = this.initializers.get(name);
    return constant?.type === 'int64'
      ? Array.from(new BigInt64Array(constant.bytes.slice().buffer), Number)
      : undefined;
  }

  /** Images in blocks, times a number for each channel, plus one: a convolution with filters of one place. */
  affine(images: string, shape: Shape, factors: string, shifts: string | undefined): string {
    const channels = shape[1]!;
    const weights = this.plain('Reshape', [factors, this.int64s([channels, 1, 1, 1])]);
    const bias = shifts === undefined ? [] : [this.plain('Reshape', [shifts, this.int64s([channels])])];
    const one = [1, 1];
    const attributes = { kernel_shape: one, strides: one, dilations: one, pads: [0, 0, 0, 0], group: channels };
    const result = this.add({
      op: 'Conv',
      domain: BLOCKED,
      inputs: [images, weights, ...bias],
      outputs: [],
      attributes,
    });
    this.shapes.set(result, shape);
    return result;
  }

  /** The same number so many times. */
  ones(count: number, value: number): string {
    return this.constant('float32', [count], new Float32Array(count).fill(value));
  }

  /** One number. */
  number(value: number): string {
    return this.constant('float32', [], Float32Array.of(value));
  }

  /** Whole numbers. */
  int64s(values: readonly number[]): string {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** The graph as it is now. */
  finish(): OnnxModelGraph {
    return { ...this.graph, nodes: this.nodes, initializers: [...this.initializers.values()] };
  }

  private constant(type: 'float32' | 'int64', shape: Shape, data: Float32Array | BigInt64Array): string {
    const name = `b${type}${String(shape)}_${String(data.length > 0 && data.every((value) => value === data[0]) ? data.slice(0, 1) : data)}`;
    this.initializers.set(name, { name, type, shape, bytes: new Uint8Array(data.buffer) });
    return name;
  }

  private keepOnce(node: OnnxNode): void {
    const key = keyOf(node);
    const known = node.outputs.length === 1 ? this.made.get(key) : undefined;
    if (known !== undefined) return this.replace(node.outputs[0]!, known);
    this.made.set(key, node.outputs[0]!);
    this.nodes.push(node);
  }

  private broadcast(inputs: readonly string[]): Shape | undefined {
    const shapes = inputs.map((name) => this.shapes.get(name));
    if (shapes.includes(undefined)) return undefined;
    const rank = Math.max(...shapes.map((shape) => shape!.length));
    const sizes = Array.from({ length: rank }, (_, axis) =>
      shapes.map((shape) => shape![axis - rank + shape!.length] ?? 1),
    );
    return sizes.map((list) => (list.includes(0) ? 0 : Math.max(...list)));
  }
}

function keyOf({ op, domain, inputs, attributes }: OnnxNode): string {
  return JSON.stringify([op, domain, inputs, attributes], exactNumbers);
}
