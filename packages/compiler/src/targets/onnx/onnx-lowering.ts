import type { GraphDType, GraphNode, GraphValue } from '../../graph/graph.js';
import type { Layout, LayoutRule } from '../../layout/layout.js';

/** A number, or a list of them, as an attribute of floating-point type. */
export interface OnnxFloat {
  /** The number or numbers. */
  readonly float: number | readonly number[];
}

/** Attributes of a node of ONNX: numbers are of integer type, others are given as {@link OnnxFloat}. */
export type OnnxAttributes = Readonly<
  Record<string, number | string | readonly number[] | readonly string[] | OnnxFloat>
>;

/** Writes nodes of ONNX. Tensors go by names; a value of the graph may lie under several of them, in several layouts. */
export interface OnnxEmitter {
  /** Whether the model is for any runtime: only ops of ONNX's own domain may be used. */
  readonly isPortable: boolean;
  /** Returns the name under which a value lies in a layout, by default TensorFlow.js's. */
  input(value: GraphValue, layout?: Layout): string;
  /** Adds a node of one output and returns its name. */
  node(op: string, inputs: readonly string[], attributes?: OnnxAttributes, domain?: string): string;
  /** Adds a node of several outputs and returns their names. */
  split(op: string, inputs: readonly string[], attributes: OnnxAttributes, outputs: number, domain?: string): string[];
  /** Adds an element-wise node of values that broadcast to `output`, and defines that. */
  elementwise(op: string, values: readonly GraphValue[], output: GraphValue, attributes?: OnnxAttributes): void;
  /** Adds a constant of one number. */
  scalar(value: number, dtype: GraphDType): string;
  /** Adds a constant of numbers. */
  numbers(values: ArrayLike<number>, dtype: GraphDType, shape?: readonly number[]): string;
  /** Adds a constant of int64, as shapes and axes are given. */
  int64s(values: readonly number[]): string;
  /** Reshapes a tensor. */
  reshape(name: string, shape: readonly number[]): string;
  /** Transposes a tensor of a shape. */
  transpose(name: string, shape: readonly number[], permutation: readonly number[]): string;
  /** Casts a tensor. */
  cast(name: string, type: GraphDType): string;
  /** Defines under which name an output of the graph's node lies, by default in the layout that was planned for it. */
  define(value: GraphValue, name: string, layout?: Layout): void;
}

/** How nodes of a graph become nodes of ONNX. Registered by `registerLowering('onnx', lowering)` of `@lml/core`. */
export interface OnnxLowering {
  /** The ops that it knows: kernels of TensorFlow.js, composites, and gradients of composites by `compositeGradient(name)`. */
  readonly ops: readonly string[];
  /** How values should lie in memory. Default: as TensorFlow.js has them. */
  readonly layout?: LayoutRule | undefined;
  /** Why it cannot lower a node, if it cannot: the step then runs op by op. Default: it always can. */
  refuses?(node: GraphNode): string | undefined;
  /** Adds nodes, and defines the node's outputs. The inputs of a composite are called `'0'`, `'1'` … */
  lower(node: GraphNode, emit: OnnxEmitter): void;
}

declare module '@lml/core/engine' {
  interface TargetLowerings {
    /** Lowerings to ONNX. */
    onnx: OnnxLowering;
  }
}
