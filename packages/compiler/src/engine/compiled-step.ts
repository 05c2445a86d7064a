import type { DeviceTree, DeviceValue, EngineArray, RandomStreams, StepInput, StepResult } from '@lml/core';

import { CompiledStepError } from '../errors/compiled-step-error.js';
import { sizeOfShape, type GraphTarget } from '../graph/graph.js';
import type { CompiledGraph } from '../targets/onnx/compile.js';
import type { Runtime, RuntimeTensor } from '../targets/onnx/runtime/runtime.js';
import type { FedPart } from './batch-parts.js';
import type { Feeder } from './feeder.js';
import { allocateData } from './host-data.js';
import type { SharedSession } from './session-cache.js';
import { shownName } from './shown-name.js';
import type { StateStore } from './state-store.js';

/** A graph that is ready to run on batches of one signature. */
export interface CompiledStep {
  /** The graph. */
  readonly graph: CompiledGraph;
  /** What gives each of its inputs, by name. */
  readonly feeders: readonly (readonly [name: string, feeder: Feeder])[];
  /** What goes in, by name; filled anew for each run. */
  readonly feeds: Record<string, RuntimeTensor>;
  /** Where what comes out is written, by name; filled anew for each run. */
  readonly fetches: Record<string, RuntimeTensor | null>;
  /** The session that runs it. */
  readonly session: SharedSession;
  /** The state's epoch in which it was last found to fit. */
  epoch: number;
  /** By what the traced step is known again. */
  readonly fingerprint: readonly string[];
  /** How far it was seen to be still what the step computes. */
  readonly sight: Sight;
}

/** When a compiled step was last traced again, and what ran since. */
export interface Sight {
  /** The epoch in which that was. */
  epoch: number;
  /** Whether it was traced again since it was compiled. */
  isConfirmed: boolean;
  /** The first and the last step that ran since unseen, by {@link StepInput.step}. */
  unseen: readonly [first: number, last: number] | undefined;
}

/** What a run needs besides the graph. */
export interface RunResources {
  /** ONNX Runtime. */
  readonly runtime: Runtime;
  /** The state. */
  readonly state: StateStore;
  /** The random streams. */
  readonly streams: RandomStreams;
}

/**
 * Runs a compiled step and commits what it wrote; after an error the state is that of before.
 *
 * @throws `LML_COMPILED_STEP` if ONNX Runtime cannot run it on this batch.
 */
export async function runCompiled(
  { graph, feeders, feeds, fetches, session }: CompiledStep,
  parts: readonly FedPart[],
  input: StepInput,
  { runtime, state }: RunResources,
): Promise<StepResult> {
  for (const [name, feeder] of feeders) feeds[name] = feeder(parts, input);
  for (const { storage, input: name, output } of graph.storages) {
    if (name !== undefined) feeds[name] = state.current(storage);
    if (output !== undefined) fetches[output] = runtime.writesInto ? state.spare(storage) : null;
  }
  for (const { name, value } of graph.results) {
    const { dtype, shape } = value;
    fetches[name] = runtime.writesInto ? runtime.tensor(dtype, allocateData(dtype, sizeOfShape(shape)), shape) : null;
  }
  const returned = await session.run(feeds, fetches).catch((cause: unknown) => {
    throw failed(graph, cause);
  });
  const fetched = runtime.writesInto ? (fetches as Readonly<Record<string, RuntimeTensor>>) : returned;
  for (const { storage, output } of graph.storages) if (output !== undefined) state.replace(storage, fetched[output]!);
  return resultOf(graph, fetched);
}

const INDEX =
  'An index that is out of range, such as a token beyond the vocabulary of an embedding, is the usual cause: look at the data. ';

function failed({ model }: CompiledGraph, cause: unknown): CompiledStepError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CompiledStepError(
    `ONNX Runtime cannot run step '${shownName(model)}' on this batch: ${reason}. ` +
      (/indices|index|out of bounds/i.test(reason) ? INDEX : '') +
      'With the engine eager the step runs op by op, and the stack leads to the op.',
    { cause },
  );
}

function resultOf({ results }: CompiledGraph, fetched: Readonly<Record<string, RuntimeTensor>>): StepResult {
  const scalars: Record<string, DeviceValue> = {};
  const outputs: Record<string, DeviceTree> = {};
  for (const { name, value, target } of results) {
    const { dtype, shape } = value;
    const array = { dtype, shape: [...shape], data: fetched[name]!.data } as EngineArray;
    place(
      { shape, host: array, read: () => Promise.resolve(array), dispose: () => undefined },
      target,
      scalars,
      outputs,
    );
  }
  return { scalars, outputs };
}

type Slots = Record<string | number, DeviceTree>;

function place(
  value: DeviceValue,
  target: GraphTarget,
  scalars: Record<string, DeviceValue>,
  outputs: Record<string, DeviceTree>,
): void {
  if (target.kind === 'scalar') scalars[target.name] = value;
  if (target.kind !== 'output') return;
  let tree = outputs as Slots;
  target.path.slice(0, -1).forEach((key, index) => {
    tree = (tree[key] ??= (typeof target.path[index + 1] === 'number' ? [] : {}) as DeviceTree) as Slots;
  });
  tree[target.path.at(-1)!] = value;
}
