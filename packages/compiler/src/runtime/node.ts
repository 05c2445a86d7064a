import { availableParallelism } from 'node:os';

import { InvalidArgumentError, MissingFeatureError } from '@lml/core';

import { runtimeOf, type OnnxRuntimeModule, type Runtime, type RuntimeOptions } from './runtime.js';
import { silentRuntime } from './silence.js';

/** One for the process, so that what is found out about it is found out once. */
let loaded: Promise<Runtime> | undefined;

/**
 * ONNX Runtime for Node.
 *
 * @throws `LML_INVALID_ARGUMENT` for a `path`, which is for browsers; `LML_MISSING_FEATURE` if `onnxruntime-node` is not installed, or has no binary for this machine.
 */
export async function loadRuntime({ path }: RuntimeOptions = {}): Promise<Runtime> {
  if (path !== undefined) {
    throw new InvalidArgumentError('path', 'left out in Node, where files are found in the installed package', path);
  }
  try {
    const module = (await import('onnxruntime-node')) as unknown as OnnxRuntimeModule;
    return await (loaded ??= silentRuntime(runtimeOf('onnxruntime-node', module, ['cpu'], true, cores())));
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing
      ? "The engine 'onnx' needs the package onnxruntime-node, which is not installed. Run: npm install onnxruntime-node"
      : `The engine 'onnx' cannot run here: onnxruntime-node does not load on this machine (${String((cause as Error).message).split('\n')[0]})`;
    throw new MissingFeatureError(what, { cause });
  }
}

/**
 * Cores, as far as Node tells. Left to itself ONNX Runtime also pins its threads; in a direct comparison on two cores small steps
 * were then up to three times slower. Why is not known: docs/benchmarks.md.
 */
function cores(): number {
  const processors = availableParallelism();
  return processors <= 4 ? processors : Math.max(4, Math.floor(processors / 2));
}
