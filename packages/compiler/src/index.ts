import './register.js';
export * from './components.js';
export { plugin } from './register.js';
export { CompiledStepError } from './errors/compiled-step-error.js';
export type { CompilingEngine } from './engine/compiled-engine.js';
export type { Compilation } from './engine/step-compiler.js';
export { exportOnnx, type ExportedInput, type ExportOptions } from './export/export-onnx.js';
export type { GraphDType } from './graph/graph.js';
