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
    return await (loaded ??= silentRuntime(runtimeOf('onnxruntime-node', module, ['cpu'], true, defaults())));
  } catch (cause) {
    const isMissing = (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing
      ? "The engine 'onnx' needs the package onnxruntime-node, which is not installed. Run: npm install onnxruntime-node"
      : `The engine 'onnx' cannot run here: onnxruntime-node does not load on this machine (${String((cause as Error).message).split('\n')[0]})`;
    throw new MissingFeatureError(what, { cause });
  }
}

/**
 * A thread for each core, as far as Node tells: left to itself ONNX Runtime would also pin them. And work that threads share is cut
 * into as many parts as there are threads, not four times as many, so that each finds its part in its own cache again. Adam over
 * 100,000 weights took 109 instead of 117 µs with two threads, and 139 instead of 200 at times when two threads were slow together.
 */
function defaults(): Readonly<Record<string, unknown>> {
  const processors = availableParallelism();
  const cores = processors <= 4 ? processors : Math.max(4, Math.floor(processors / 2));
  return { intraOpNumThreads: cores, extra: { session: { dynamic_block_base: '1' } } };
}
