// Generated from the components beside it: npm run barrels.
export * from './engines/onnx.js';
export * from './engines/tensorflow.js';

import type { onnx, OnnxOptions } from './engines/onnx.js';
import type { tensorflow, TensorflowOptions } from './engines/tensorflow.js';

declare module '@lml/core' {
  interface EngineComponents {
    /** See {@link onnx}. */
    onnx: typeof onnx;
    /** See {@link tensorflow}. */
    tensorflow: typeof tensorflow;
  }
  interface EngineOptions {
    /** See {@link onnx}. */
    onnx: OnnxOptions;
    /** See {@link tensorflow}. */
    tensorflow: TensorflowOptions;
  }
}
