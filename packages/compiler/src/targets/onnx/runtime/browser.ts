import { InvalidArgumentError, MissingFeatureError } from '@lml/core';

import { narrow } from './narrow.js';
import { runtimeOf, type OnnxRuntimeModule, type Runtime, type RuntimeOptions } from './runtime.js';

/** Bundlers do not copy them, as they are not imported. */
const REMEDY =
  "Serve the files ort-wasm-simd-threaded*.wasm and .mjs of onnxruntime-web's folder dist with the page, and say where, " +
  "unless they lie beside its script: onnx({ path: '/ort/' }).";

interface WebModule extends OnnxRuntimeModule {
  readonly env: {
    readonly versions: { readonly common: string };
    readonly wasm: { numThreads?: number; wasmPaths?: string };
  };
}

/**
 * ONNX Runtime for browsers: in WebAssembly, or with the provider `webgpu` on the GPU.
 *
 * @throws `LML_INVALID_ARGUMENT` for a `profile`, which is for Node; `LML_MISSING_FEATURE` if `onnxruntime-web` cannot be loaded.
 */
export async function loadRuntime({
  executionProviders = ['wasm'],
  threads,
  path,
  profile,
}: RuntimeOptions): Promise<Runtime> {
  if (profile !== undefined) {
    throw new InvalidArgumentError('profile', 'left out in browsers, where there are no files', profile);
  }
  try {
    // Within the try, so that bundlers know that the package may be missing.
    const isOnGpu = executionProviders.includes('webgpu');
    const module = (isOnGpu
      ? await import('onnxruntime-web/webgpu')
      : await import('onnxruntime-web/wasm')) as unknown as WebModule;
    // These count for the page; ONNX Runtime looks at them when the first session is made.
    if (threads !== undefined) module.env.wasm.numThreads = threads;
    if (path !== undefined) module.env.wasm.wasmPaths = path.replace(/(?<!\/)$/, '/');
    const runtime = { ...runtimeOf('onnxruntime-web', module, ['wasm'], false), loadsLate: true, remedy: REMEDY };
    return isOnGpu ? { ...runtime, prepare: narrow } : runtime;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MissingFeatureError(
      `The engine 'onnx' needs the package onnxruntime-web, which cannot be loaded (${reason}). Run: npm install onnxruntime-web`,
      { cause },
    );
  }
}
