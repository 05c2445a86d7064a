// Generated from onnx.proto by pbf's compiler: npm run protobuf.
import type { PbfWriter } from 'pbf';

/** A message of ONNX's file format. */
export interface ModelProto {
  readonly ir_version?: number | undefined;
  readonly producer_name?: string | undefined;
  readonly graph?: GraphProto | undefined;
  readonly opset_import?: readonly OperatorSetIdProto[] | undefined;
  readonly metadata_props?: readonly StringStringEntryProto[] | undefined;
}

/** A message of ONNX's file format. */
export interface OperatorSetIdProto {
  readonly domain?: string | undefined;
  readonly version?: number | undefined;
}

/** A message of ONNX's file format. */
export interface StringStringEntryProto {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** A message of ONNX's file format. */
export interface GraphProto {
  readonly node?: readonly NodeProto[] | undefined;
  readonly name?: string | undefined;
  readonly initializer?: readonly TensorProto[] | undefined;
  readonly input?: readonly ValueInfoProto[] | undefined;
  readonly output?: readonly ValueInfoProto[] | undefined;
}

/** A message of ONNX's file format. */
export interface NodeProto {
  readonly input?: readonly string[] | undefined;
  readonly output?: readonly string[] | undefined;
  readonly op_type?: string | undefined;
  readonly attribute?: readonly AttributeProto[] | undefined;
  readonly domain?: string | undefined;
}

/** A message of ONNX's file format. */
export interface AttributeProto {
  readonly name?: string | undefined;
  readonly f?: number | undefined;
  readonly i?: number | undefined;
  readonly s?: Uint8Array | undefined;
  readonly g?: GraphProto | undefined;
  readonly floats?: readonly number[] | undefined;
  readonly ints?: readonly number[] | undefined;
  readonly strings?: readonly Uint8Array[] | undefined;
  readonly type?: number | undefined;
}

/** A message of ONNX's file format. */
export interface TensorProto {
  readonly dims?: readonly number[] | undefined;
  readonly data_type?: number | undefined;
  readonly name?: string | undefined;
  readonly raw_data?: Uint8Array | undefined;
}

/** A message of ONNX's file format. */
export interface ValueInfoProto {
  readonly name?: string | undefined;
  readonly type?: TypeProto | undefined;
}

/** A message of ONNX's file format. */
export interface TypeProto {
  readonly tensor_type?: TypeProtoTensor | undefined;
  readonly sequence_type?: TypeProtoSequence | undefined;
}

/** A message of ONNX's file format. */
export interface TypeProtoTensor {
  readonly elem_type?: number | undefined;
  readonly shape?: TensorShapeProto | undefined;
}

/** A message of ONNX's file format. */
export interface TypeProtoSequence {
  readonly elem_type?: TypeProto | undefined;
}

/** A message of ONNX's file format. */
export interface TensorShapeProto {
  readonly dim?: readonly TensorShapeProtoDimension[] | undefined;
}

/** A message of ONNX's file format. */
export interface TensorShapeProtoDimension {
  readonly dim_value?: number | undefined;
  readonly dim_param?: string | undefined;
}

/** Writes a model. */
export function writeModelProto(obj: ModelProto, pbf: PbfWriter): void {
  if (obj.ir_version) pbf.writeVarintField(1, obj.ir_version);
  if (obj.producer_name) pbf.writeStringField(2, obj.producer_name);
  if (obj.graph) pbf.writeMessage(7, writeGraphProto, obj.graph);
  if (obj.opset_import) for (const item of obj.opset_import) pbf.writeMessage(8, writeOperatorSetIdProto, item);
  if (obj.metadata_props)
    for (const item of obj.metadata_props) pbf.writeMessage(14, writeStringStringEntryProto, item);
}

function writeOperatorSetIdProto(obj: OperatorSetIdProto, pbf: PbfWriter): void {
  if (obj.domain != null) pbf.writeStringField(1, obj.domain);
  if (obj.version) pbf.writeVarintField(2, obj.version);
}

function writeStringStringEntryProto(obj: StringStringEntryProto, pbf: PbfWriter): void {
  if (obj.key != null) pbf.writeStringField(1, obj.key);
  if (obj.value != null) pbf.writeStringField(2, obj.value);
}

function writeGraphProto(obj: GraphProto, pbf: PbfWriter): void {
  if (obj.node) for (const item of obj.node) pbf.writeMessage(1, writeNodeProto, item);
  if (obj.name) pbf.writeStringField(2, obj.name);
  if (obj.initializer) for (const item of obj.initializer) pbf.writeMessage(5, writeTensorProto, item);
  if (obj.input) for (const item of obj.input) pbf.writeMessage(11, writeValueInfoProto, item);
  if (obj.output) for (const item of obj.output) pbf.writeMessage(12, writeValueInfoProto, item);
}

function writeNodeProto(obj: NodeProto, pbf: PbfWriter): void {
  if (obj.input) for (const item of obj.input) pbf.writeStringField(1, item);
  if (obj.output) for (const item of obj.output) pbf.writeStringField(2, item);
  if (obj.op_type) pbf.writeStringField(4, obj.op_type);
  if (obj.attribute) for (const item of obj.attribute) pbf.writeMessage(5, writeAttributeProto, item);
  if (obj.domain) pbf.writeStringField(7, obj.domain);
}

function writeAttributeProto(obj: AttributeProto, pbf: PbfWriter): void {
  if (obj.name) pbf.writeStringField(1, obj.name);
  if (obj.f != null) pbf.writeFloatField(2, obj.f);
  if (obj.i != null) pbf.writeVarintField(3, obj.i);
  if (obj.s != null) pbf.writeBytesField(4, obj.s);
  if (obj.g) pbf.writeMessage(6, writeGraphProto, obj.g);
  if (obj.floats) for (const item of obj.floats) pbf.writeFloatField(7, item);
  if (obj.ints) for (const item of obj.ints) pbf.writeVarintField(8, item);
  if (obj.strings) for (const item of obj.strings) pbf.writeBytesField(9, item);
  if (obj.type) pbf.writeVarintField(20, obj.type);
}

/** The numbers of an enumeration. */
export const AttributeProtoAttributeType = {
  UNDEFINED: 0,
  FLOAT: 1,
  INT: 2,
  STRING: 3,
  GRAPH: 5,
  FLOATS: 6,
  INTS: 7,
  STRINGS: 8,
} as const;

function writeTensorProto(obj: TensorProto, pbf: PbfWriter): void {
  if (obj.dims) for (const item of obj.dims) pbf.writeVarintField(1, item);
  if (obj.data_type) pbf.writeVarintField(2, obj.data_type);
  if (obj.name) pbf.writeStringField(8, obj.name);
  if (obj.raw_data != null) pbf.writeBytesField(9, obj.raw_data);
}

/** The numbers of an enumeration. */
export const TensorProtoDataType = {
  UNDEFINED: 0,
  FLOAT: 1,
  UINT8: 2,
  INT32: 6,
  INT64: 7,
  BOOL: 9,
} as const;

function writeValueInfoProto(obj: ValueInfoProto, pbf: PbfWriter): void {
  if (obj.name) pbf.writeStringField(1, obj.name);
  if (obj.type) pbf.writeMessage(2, writeTypeProto, obj.type);
}

function writeTypeProto(obj: TypeProto, pbf: PbfWriter): void {
  if (obj.tensor_type) pbf.writeMessage(1, writeTypeProtoTensor, obj.tensor_type);
  if (obj.sequence_type) pbf.writeMessage(4, writeTypeProtoSequence, obj.sequence_type);
}

function writeTypeProtoTensor(obj: TypeProtoTensor, pbf: PbfWriter): void {
  if (obj.elem_type) pbf.writeVarintField(1, obj.elem_type);
  if (obj.shape) pbf.writeMessage(2, writeTensorShapeProto, obj.shape);
}

function writeTypeProtoSequence(obj: TypeProtoSequence, pbf: PbfWriter): void {
  if (obj.elem_type) pbf.writeMessage(1, writeTypeProto, obj.elem_type);
}

function writeTensorShapeProto(obj: TensorShapeProto, pbf: PbfWriter): void {
  if (obj.dim) for (const item of obj.dim) pbf.writeMessage(1, writeTensorShapeProtoDimension, item);
}

function writeTensorShapeProtoDimension(obj: TensorShapeProtoDimension, pbf: PbfWriter): void {
  if (obj.dim_value != null) pbf.writeVarintField(1, obj.dim_value);
  if (obj.dim_param != null) pbf.writeStringField(2, obj.dim_param);
}
