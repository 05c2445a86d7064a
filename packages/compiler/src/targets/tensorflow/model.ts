import type { GraphData } from '../../graph/graph.js';

/** Types of tensors, by TensorFlow's numbers. */
export const TENSORFLOW_TYPE: Readonly<Record<TensorflowType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  int64: 9,
  bool: 10,
};

/** Types of tensors. */
export type TensorflowType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool';

/**
 * An attribute of a node: truth values and texts as they are, a list of whole numbers, and what needs to be told apart as a record.
 */
export type TensorflowAttribute =
  | boolean
  | string
  | readonly number[]
  | {
      /** A whole number. */
      readonly int: number;
    }
  | {
      /** A float32. */
      readonly float: number;
    }
  | {
      /** A type of tensors. */
      readonly type: TensorflowType;
    }
  | {
      /** A shape. */
      readonly shape: readonly number[];
    }
  | {
      /** A constant. */
      readonly tensor: TensorflowTensor;
    };

/** Attributes of a node. */
export type TensorflowAttributes = Readonly<Record<string, TensorflowAttribute>>;

/** A constant: a number for each place, or one for all. */
export interface TensorflowTensor {
  /** The type of its numbers. */
  readonly type: TensorflowType;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its numbers. */
  readonly data: GraphData | Float64Array | BigInt64Array;
}

/** A node of a graph of TensorFlow. Its inputs are names of nodes, with `:1` for a second output, or with `^` of what it waits for. */
export interface TensorflowNode {
  /** Its name. */
  readonly name: string;
  /** Its op. */
  readonly op: string;
  /** What it takes. */
  readonly inputs: readonly string[];
  /** Its attributes. */
  readonly attributes: TensorflowAttributes;
}

/** Whole numbers as an attribute. */
export const int = (value: number): TensorflowAttribute => ({ int: value });

/** A float32 as an attribute. */
export const float = (value: number): TensorflowAttribute => ({ float: value });

/** A type as an attribute. */
export const type = (name: TensorflowType): TensorflowAttribute => ({ type: name });

/** The attribute T, which most ops have: the type of what they compute with. */
export const typed = (name: TensorflowType): { readonly T: TensorflowAttribute } => ({ T: type(name) });

/** {@link typed} of float32. */
export const FLOAT = typed('float32');
