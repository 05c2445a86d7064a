import { MissingFeatureError } from '@lml/core';

import { loadRuntime } from '#runtime';
import type { LoadedTarget, Target } from '../../engine/target.js';
import type { Graph } from '../../graph/graph.js';
import { optimize } from '../../passes/optimize.js';
import { blocked } from './blocked/blocked.js';
import { probeBlockedConvolution } from './blocked/probe.js';
import { compileGraph } from './compile.js';
import { allLowerings, keepsComposite } from './lowerings/index.js';
import { encodeModel } from './encode-model.js';
import { OnnxGraph, OnnxPlace } from './onnx-graph.js';
import type { Runtime, RuntimeOptions } from './runtime/runtime.js';
import type { Shortcuts } from './shortcuts.js';

/** The target that runs graphs by ONNX Runtime: in Node by `onnxruntime-node`, in browsers by `onnxruntime-web`. */
export function onnxTarget(options: RuntimeOptions): Target {
  return {
    name: 'onnx',
    load: async () => {
      const runtime = await loadRuntime(options);
      await checkRuntime(runtime, options);
      return loaded(runtime, options);
    },
  };
}

function loaded(runtime: Runtime, options: RuntimeOptions): LoadedTarget {
  const { threads, executionProviders } = options;
  const lowerings = allLowerings();
  return {
    runtime: 'ONNX Runtime',
    details: [
      `${runtime.name} ${runtime.version}`,
      ...(threads === undefined ? [] : [`${threads} ${threads === 1 ? 'thread' : 'threads'}`]),
      ...(executionProviders ?? []),
    ],
    keepsComposite: (name) => keepsComposite(name, lowerings),
    optimize,
    async lower(graph, storedAs) {
      const shortcuts = await shortcutsFor(graph, runtime, options);
      return new OnnxGraph(compileGraph(graph, lowerings, storedAs, shortcuts), runtime, options);
    },
    place: (storage, data) => new OnnxPlace(runtime, storage, data),
  };
}

/** Convolutions over blocks, where ONNX Runtime computes on the processor and does so right. */
async function shortcutsFor(
  { nodes }: Graph,
  runtime: Runtime,
  { executionProviders }: RuntimeOptions,
): Promise<Shortcuts | undefined> {
  const isOnProcessor = executionProviders?.every((provider) => provider === 'cpu') ?? true;
  const isConvolving = nodes.some(({ op }) => op.includes('Conv'));
  if (!isConvolving || !isOnProcessor || runtime.name !== 'onnxruntime-node') return undefined;
  const size = await probeBlockedConvolution(runtime);
  return size === undefined ? undefined : blocked(size);
}

/**
 * Makes and frees the smallest session where the runtime may turn out to be missing something, so that this is said before
 * anything is trained.
 */
async function checkRuntime(runtime: Runtime, { executionProviders }: RuntimeOptions): Promise<void> {
  if (executionProviders === undefined && !runtime.loadsLate) return;
  const one = { name: 'x', type: 'float32', shape: [1] } as const;
  const node = { op: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} };
  const outputs = [{ ...one, name: 'y' }];
  const model = encodeModel({ name: 'check', nodes: [node], inputs: [one], outputs, initializers: [] });
  try {
    await (await runtime.createSession(model, { executionProviders })).release();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const where = executionProviders === undefined ? '' : ` on ${executionProviders.join(', ')}`;
    throw new MissingFeatureError(`The engine 'onnx' cannot run${where} here: ${reason}. ${runtime.remedy}`, { cause });
  }
}
