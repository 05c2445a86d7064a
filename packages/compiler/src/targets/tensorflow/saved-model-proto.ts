// Generated from saved-model.proto by pbf's compiler: npm run protobuf.
import type { PbfWriter } from 'pbf';

/** A message of TensorFlow's SavedModel. */
export interface SavedModel {
  readonly saved_model_schema_version?: number | undefined;
  readonly meta_graphs?: readonly MetaGraphDef[] | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface MetaGraphDef {
  readonly meta_info_def?: MetaGraphDefMetaInfoDef | undefined;
  readonly graph_def?: GraphDef | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface MetaGraphDefMetaInfoDef {
  readonly tags?: readonly string[] | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface GraphDef {
  readonly node?: readonly NodeDef[] | undefined;
  readonly versions?: VersionDef | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface VersionDef {
  readonly producer?: number | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface NodeDef {
  readonly name?: string | undefined;
  readonly op?: string | undefined;
  readonly input?: readonly string[] | undefined;
  readonly attr?: readonly AttrEntry[] | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface AttrEntry {
  readonly key?: string | undefined;
  readonly value?: AttrValue | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface AttrValue {
  readonly list?: AttrValueListValue | undefined;
  readonly s?: Uint8Array | undefined;
  readonly i?: number | undefined;
  readonly f?: number | undefined;
  readonly b?: boolean | undefined;
  readonly type?: number | undefined;
  readonly shape?: TensorShapeProto | undefined;
  readonly tensor?: TensorProto | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface AttrValueListValue {
  readonly i?: number[] | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface TensorShapeProto {
  readonly dim?: readonly TensorShapeProtoDim[] | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface TensorShapeProtoDim {
  readonly size?: number | undefined;
}

/** A message of TensorFlow's SavedModel. */
export interface TensorProto {
  readonly dtype?: number | undefined;
  readonly tensor_shape?: TensorShapeProto | undefined;
  readonly tensor_content?: Uint8Array | undefined;
  readonly float_val?: number[] | undefined;
  readonly int_val?: number[] | undefined;
  readonly bool_val?: boolean[] | undefined;
}

/** Writes a model. */
export function writeSavedModel(obj: SavedModel, pbf: PbfWriter): void {
  if (obj.saved_model_schema_version) pbf.writeVarintField(1, obj.saved_model_schema_version);
  if (obj.meta_graphs) for (const item of obj.meta_graphs) pbf.writeMessage(2, writeMetaGraphDef, item);
}

function writeMetaGraphDef(obj: MetaGraphDef, pbf: PbfWriter): void {
  if (obj.meta_info_def) pbf.writeMessage(1, writeMetaGraphDefMetaInfoDef, obj.meta_info_def);
  if (obj.graph_def) pbf.writeMessage(2, writeGraphDef, obj.graph_def);
}

function writeMetaGraphDefMetaInfoDef(obj: MetaGraphDefMetaInfoDef, pbf: PbfWriter): void {
  if (obj.tags) for (const item of obj.tags) pbf.writeStringField(4, item);
}

function writeGraphDef(obj: GraphDef, pbf: PbfWriter): void {
  if (obj.node) for (const item of obj.node) pbf.writeMessage(1, writeNodeDef, item);
  if (obj.versions) pbf.writeMessage(4, writeVersionDef, obj.versions);
}

function writeVersionDef(obj: VersionDef, pbf: PbfWriter): void {
  if (obj.producer) pbf.writeVarintField(1, obj.producer);
}

function writeNodeDef(obj: NodeDef, pbf: PbfWriter): void {
  if (obj.name) pbf.writeStringField(1, obj.name);
  if (obj.op) pbf.writeStringField(2, obj.op);
  if (obj.input) for (const item of obj.input) pbf.writeStringField(3, item);
  if (obj.attr) for (const item of obj.attr) pbf.writeMessage(5, writeAttrEntry, item);
}

function writeAttrEntry(obj: AttrEntry, pbf: PbfWriter): void {
  if (obj.key) pbf.writeStringField(1, obj.key);
  if (obj.value) pbf.writeMessage(2, writeAttrValue, obj.value);
}

function writeAttrValue(obj: AttrValue, pbf: PbfWriter): void {
  if (obj.list) pbf.writeMessage(1, writeAttrValueListValue, obj.list);
  if (obj.s != null) pbf.writeBytesField(2, obj.s);
  if (obj.i != null) pbf.writeVarintField(3, obj.i);
  if (obj.f != null) pbf.writeFloatField(4, obj.f);
  if (obj.b != null) pbf.writeBooleanField(5, obj.b);
  if (obj.type != null) pbf.writeVarintField(6, obj.type);
  if (obj.shape) pbf.writeMessage(7, writeTensorShapeProto, obj.shape);
  if (obj.tensor) pbf.writeMessage(8, writeTensorProto, obj.tensor);
}

function writeAttrValueListValue(obj: AttrValueListValue, pbf: PbfWriter): void {
  if (obj.i) pbf.writePackedVarint(3, obj.i);
}

function writeTensorShapeProto(obj: TensorShapeProto, pbf: PbfWriter): void {
  if (obj.dim) for (const item of obj.dim) pbf.writeMessage(2, writeTensorShapeProtoDim, item);
}

function writeTensorShapeProtoDim(obj: TensorShapeProtoDim, pbf: PbfWriter): void {
  if (obj.size != null) pbf.writeVarintField(1, obj.size);
}

function writeTensorProto(obj: TensorProto, pbf: PbfWriter): void {
  if (obj.dtype) pbf.writeVarintField(1, obj.dtype);
  if (obj.tensor_shape) pbf.writeMessage(2, writeTensorShapeProto, obj.tensor_shape);
  if (obj.tensor_content != null) pbf.writeBytesField(4, obj.tensor_content);
  if (obj.float_val) pbf.writePackedFloat(5, obj.float_val);
  if (obj.int_val) pbf.writePackedVarint(7, obj.int_val);
  if (obj.bool_val) pbf.writePackedBoolean(11, obj.bool_val);
}
