import type { GraphNode, GraphValue } from '../../graph/graph.js';
import type { TensorflowAttributes, TensorflowType } from './model.js';

/** Writes nodes of TensorFlow. Tensors go by names: of nodes, with `:1` for a second output. */
export interface TensorflowEmitter {
  /** Returns the name under which a value lies. */
  input(value: GraphValue): string;
  /** Adds a node and returns the name of its first output. */
  node(op: string, inputs: readonly string[], attributes?: TensorflowAttributes): string;
  /** Adds a node of several outputs and returns their names. */
  split(op: string, inputs: readonly string[], attributes: TensorflowAttributes, outputs: number): string[];
  /** Adds a constant of one number. */
  scalar(value: number, dtype: TensorflowType): string;
  /** Adds a constant of numbers. */
  numbers(values: ArrayLike<number>, dtype: TensorflowType, shape?: readonly number[]): string;
  /** Reshapes a tensor, by default of float32. */
  reshape(name: string, shape: readonly number[], dtype?: TensorflowType): string;
  /** Transposes a tensor, by default of float32. */
  transpose(name: string, permutation: readonly number[], dtype?: TensorflowType): string;
  /** Casts a tensor. */
  cast(name: string, from: TensorflowType, to: TensorflowType): string;
  /** Says under which name an output of the graph's node lies. */
  define(value: GraphValue, name: string): void;
}

/** How nodes of a graph become nodes of TensorFlow. Registered by `registerLowering('tensorflow', lowering)` of `@lml/core`. */
export interface TensorflowLowering {
  /** The ops that it knows: kernels of TensorFlow.js, composites, and gradients of composites by `compositeGradient(name)`. */
  readonly ops: readonly string[];
  /** Why it cannot lower a node, if it cannot: the step then runs op by op. Default: it always can. */
  refuses?(node: GraphNode): string | undefined;
  /** Adds nodes, and defines the node's outputs. The inputs of a composite are called `'0'`, `'1'` … */
  lower(node: GraphNode, emit: TensorflowEmitter): void;
}

declare module '@lml/core/engine' {
  interface TargetLowerings {
    /** Lowerings to TensorFlow. */
    tensorflow: TensorflowLowering;
  }
}
