import { MissingFeatureError } from '@lml/core';

import { runtimeOf, type OnnxRuntimeModule, type Runtime, type RuntimeOptions } from './runtime.js';

/** One for the process, so that what is found out about it is found out once. */
let loaded: Runtime | undefined;

/**
 * ONNX Runtime for Node.
 *
 * @throws `LML_MISSING_FEATURE` if `onnxruntime-node` is not installed, or has no binary for this machine.
 */
export async function loadRuntime(_options?: RuntimeOptions): Promise<Runtime> {
  try {
    const module = (await import('onnxruntime-node')) as unknown as OnnxRuntimeModule;
    return (loaded ??= runtimeOf('onnxruntime-node', module, ['cpu'], true));
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing
      ? "The engine 'onnx' needs the package onnxruntime-node, which is not installed. Run: npm install onnxruntime-node"
      : `The engine 'onnx' cannot run here: onnxruntime-node does not load on this machine (${(cause as Error).message})`;
    throw new MissingFeatureError(what, { cause });
  }
}
