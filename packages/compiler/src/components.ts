// Generated from the components beside it: npm run barrels.
export * from './engines/onnx.js';

import type { onnx, OnnxOptions } from './engines/onnx.js';

declare module '@lml/core' {
  interface EngineComponents {
    /** See {@link onnx}. */
    onnx: typeof onnx;
  }
  interface EngineOptions {
    /** See {@link onnx}. */
    onnx: OnnxOptions;
  }
}
