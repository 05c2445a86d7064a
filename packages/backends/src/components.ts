// Generated from the components beside it: npm run barrels.
export * from './eager/cpu.js';
export * from './eager/tensorflow.js';
export * from './eager/wasm.js';

import type { NoOptions } from '@lml/core';

import type { cpu } from './eager/cpu.js';
import type { tensorflow } from './eager/tensorflow.js';
import type { wasm, WasmOptions } from './eager/wasm.js';

declare module '@lml/core' {
  interface BackendComponents {
    /** See {@link cpu}. */
    cpu: typeof cpu;
    /** See {@link tensorflow}. */
    tensorflow: typeof tensorflow;
    /** See {@link wasm}. */
    wasm: typeof wasm;
  }
  interface BackendOptions {
    /** See {@link cpu}. */
    cpu: NoOptions;
    /** See {@link tensorflow}. */
    tensorflow: NoOptions;
    /** See {@link wasm}. */
    wasm: WasmOptions;
  }
}
