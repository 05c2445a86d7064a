import { TensorProtoDataType } from './onnx-proto.js';

/** ONNX's numbers for the data types that are used here. */
export const ONNX_TYPE = {
  float32: TensorProtoDataType.FLOAT,
  uint8: TensorProtoDataType.UINT8,
  int32: TensorProtoDataType.INT32,
  int64: TensorProtoDataType.INT64,
  bool: TensorProtoDataType.BOOL,
} as const;

/** A data type of ONNX's that is used here. */
export type OnnxType = keyof typeof ONNX_TYPE;

/** An attribute of a node: whole numbers are numbers that `isInteger` is true of, unless wrapped by {@link float}. */
export type OnnxAttribute = number | string | readonly number[] | readonly string[] | FloatAttribute | OnnxModelGraph;

/** An attribute of floating-point type. */
export interface FloatAttribute {
  /** The number, or a list of them. */
  readonly float: number | readonly number[];
}

/** A number, or a list of them, as an attribute of floating-point type. */
export function float(value: number | readonly number[]): FloatAttribute {
  return { float: value };
}

/** A node. */
export interface OnnxNode {
  /** The op. */
  readonly op: string;
  /** The domain; empty for ONNX's own. */
  readonly domain: string;
  /** Names of inputs; empty for one that is left out. */
  readonly inputs: readonly string[];
  /** Names of outputs. */
  readonly outputs: readonly string[];
  /** Attributes by name. */
  readonly attributes: Readonly<Record<string, OnnxAttribute | undefined>>;
}

/** A size: a number, or a name for one that is free. */
export type OnnxSize = number | string;

/** A tensor that enters or leaves, or a sequence of tensors. */
export interface OnnxValueInfo {
  /** Its name. */
  readonly name: string;
  /** Its type. */
  readonly type: OnnxType;
  /** Its shape. */
  readonly shape: readonly OnnxSize[];
  /** Whether it is a sequence of such tensors. */
  readonly isSequence?: boolean | undefined;
}

/** Numbers that are part of the model. */
export interface OnnxInitializer {
  /** Its name. */
  readonly name: string;
  /** Its type. */
  readonly type: OnnxType;
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its bytes, little-endian. */
  readonly bytes: Uint8Array;
}

/** A graph of ONNX's. */
export interface OnnxModelGraph {
  /** Its name. */
  readonly name: string;
  /** Nodes in order. */
  readonly nodes: readonly OnnxNode[];
  /** What enters. */
  readonly inputs: readonly OnnxValueInfo[];
  /** What leaves. */
  readonly outputs: readonly OnnxValueInfo[];
  /** Numbers that are part of it. */
  readonly initializers: readonly OnnxInitializer[];
}
