import './register.js';
export * from './components.js';
export { plugin } from './register.js';
export { CompiledStepError } from './errors/compiled-step-error.js';
export type { CompilingEngine } from './engine/compiled-engine.js';
export type { VerifyOptions } from './engine/compiled-options.js';
export type { Compilation } from './engine/step-compiler.js';
export { exportOnnx, type ExportOptions } from './export/export-onnx.js';
export type { ExportedInput } from './export/model-inputs.js';
export type { GraphData, GraphDType, GraphNode, GraphSource, GraphValue, RandomDraw } from './graph/graph.js';
export type { Layout, LayoutRule } from './layout/layout.js';
export type { OnnxAttributes, OnnxEmitter, OnnxFloat, OnnxLowering } from './targets/onnx/onnx-lowering.js';
export type {
  TensorflowAttribute,
  TensorflowAttributes,
  TensorflowTensor,
  TensorflowType,
} from './targets/tensorflow/model.js';
export type { TensorflowEmitter, TensorflowLowering } from './targets/tensorflow/tensorflow-lowering.js';
