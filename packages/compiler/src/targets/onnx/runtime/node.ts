import { availableParallelism } from 'node:os';

import { InvalidArgumentError, MissingFeatureError } from '@lml/core';

import { runtimeOf, type OnnxRuntimeModule, type Runtime, type RuntimeOptions } from './runtime.js';
import { silentRuntime } from './silence.js';

/** One for the process, so that what is found out about it is found out once. */
let loaded: Promise<Runtime> | undefined;

/** The platforms for which there is a package with ONNX Runtime's binary; npm installs the one that fits. */
const PLATFORMS: ReadonlySet<string> = new Set([
  'darwin-arm64',
  'linux-arm64',
  'linux-x64',
  'win32-arm64',
  'win32-x64',
]);

/**
 * ONNX Runtime for Node: the package for this platform that npm installs with `@lml/compiler`, or else `onnxruntime-node`.
 *
 * @throws `LML_INVALID_ARGUMENT` for a `path`, which is for browsers; `LML_MISSING_FEATURE` if neither is installed, or its binary does not load on this machine.
 */
export async function loadRuntime({ path }: RuntimeOptions = {}): Promise<Runtime> {
  if (path !== undefined) {
    throw new InvalidArgumentError('path', 'left out in Node, where files are found in the installed package', path);
  }
  const target = `${process.platform}-${process.arch}`;
  const packageName = `@lml/onnxruntime-${target}`;
  const module =
    (PLATFORMS.has(target)
      ? await installed(packageName, () => import(/* webpackIgnore: true */ packageName))
      : undefined) ?? (await installed('onnxruntime-node', () => import('onnxruntime-node')));
  if (module !== undefined) {
    const threads = usualThreads();
    const runtime = runtimeOf('onnxruntime-node', module, ['cpu'], true, defaults(threads));
    return (loaded ??= silentRuntime({ ...runtime, threads }));
  }
  const remedy = PLATFORMS.has(target)
    ? `needs the package ${packageName}, which npm leaves out where optional packages are not wanted. Run: npm install ${packageName}`
    : `has no binary for ${target}; those that there are: ${[...PLATFORMS].join(', ')}`;
  throw new MissingFeatureError(`The engine 'onnx' ${remedy}`);
}

/** A module, or undefined if its package is not installed. */
async function installed(name: string, load: () => Promise<unknown>): Promise<OnnxRuntimeModule | undefined> {
  try {
    return (await load()) as OnnxRuntimeModule;
  } catch (cause) {
    if (/^(ERR_)?MODULE_NOT_FOUND$/.test(String((cause as { code?: unknown }).code))) return undefined;
    const [reason] = String((cause as Error).message).split('\n');
    throw new MissingFeatureError(
      `The engine 'onnx' cannot run here: ${name} does not load on this machine (${reason})`,
      { cause },
    );
  }
}

/** A thread for each core, as far as Node tells. */
function usualThreads(): number {
  const processors = availableParallelism();
  return processors <= 4 ? processors : Math.max(4, Math.floor(processors / 2));
}

/**
 * Left to itself ONNX Runtime would also pin its threads. And work that they share is cut into as many parts as there are threads, not four
 * times as many, so that each finds its part in its own cache again. Adam over 100,000 weights took 109 instead of 117 µs with two
 * threads, and 139 instead of 200 at times when two threads were slow together.
 */
function defaults(threads: number): Readonly<Record<string, unknown>> {
  return { intraOpNumThreads: threads, extra: { session: { dynamic_block_base: '1' } } };
}
