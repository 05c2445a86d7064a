import { defineComponent, type Backend } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { wasmKernels } from '../kernels/wasm-kernels.js';
import { installKernels } from '../shared/install-kernels.js';
import { loadWasm } from './load-wasm.js';

const filesShape = {
  /** For machines without SIMD. */
  'tfjs-backend-wasm.wasm': z.string().describe('For machines without SIMD.'),
  /** With SIMD: all common ones since 2021. */
  'tfjs-backend-wasm-simd.wasm': z.string().describe('With SIMD: all common ones since 2021.'),
  /** With SIMD and threads: pages that are cross-origin isolated. */
  'tfjs-backend-wasm-threaded-simd.wasm': z
    .string()
    .describe('With SIMD and threads: pages that are cross-origin isolated.'),
};

/** Where each of the three binaries lies: paths, in browsers URLs. */
export interface WasmFiles extends z.input<z.ZodObject<typeof filesShape>> {}

const shape = {
  /**
   * The folder of the .wasm files of `@tensorflow/tfjs-backend-wasm`, or each of them where a bundler has renamed them.
   * In Node they are found in the installed package; a page has to serve them. It counts until the backend has started.
   */
  path: z
    .union([z.string().min(1), z.strictObject(filesShape)])
    .optional()
    .describe(
      'The folder of the .wasm files of `@tensorflow/tfjs-backend-wasm`, or each of them where a bundler has renamed them. In Node they are found in the installed package; a page has to serve them. It counts until the backend has started.',
    ),
};

/** Options of {@link wasm}. */
export interface WasmOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The backend of TensorFlow.js in WebAssembly: the fastest that every machine has without a compiler or a GPU.
 *
 * Of TensorFlow.js it lacks the kernels that train convolutions, depthwise convolutions and embeddings, has wrong ones for
 * many others, and slow ones for dense layers. LML brings its own: they are given to this backend alone, when it starts.
 * Until then nothing is loaded. In pages that are cross-origin isolated it takes all cores, in Node one.
 *
 * @throws `LML_INVALID_OPTIONS` for a `path` that is neither a folder nor names all three files. `start` throws
 * `LML_FILE_NOT_FOUND` or `LML_FILE_FORMAT` if there is no fitting file under `path`, and `LML_MISSING_FEATURE` if
 * WebAssembly does not run here; the backend of before stays then.
 *
 * @example
 * ```ts
 * import { wasm } from '@lml/backends';
 * import * as tf from '@tensorflow/tfjs';
 *
 * await wasm().start();
 * tf.getBackend(); // => 'wasm'
 * tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(tf.tensor4d([-3, -1, -4, -2], [1, 2, 2, 1])).reshape([4]); // => [0, 1, 0, 0]
 * ```
 */
export const wasm = defineComponent({
  kind: 'backend',
  name: 'wasm',
  summary: 'WebAssembly: the fastest without a compiler or a GPU.',
  schema: z.strictObject(shape),
  create: ({ path }, { name }): Backend => ({
    name,
    async start() {
      await loadWasm(path);
      installKernels(name, wasmKernels);
      await tf.setBackend(name);
    },
  }),
});
