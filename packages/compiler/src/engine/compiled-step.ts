import type { DeviceTree, DeviceValue, StepInput, StepResult } from '@lml/core/engine';

import { CompiledStepError } from '../errors/compiled-step-error.js';
import type { GraphOutput, GraphTarget } from '../graph/graph.js';
import type { FedPart } from './batch-parts.js';
import type { Feeder } from './feeder.js';
import type { ProgramKey } from './program-cache.js';
import { shownName } from './shown-name.js';
import type { StateStore } from './state-store.js';
import type { LoadedTarget, LoweredGraph, Program, StatePlace } from './target.js';

/** A step that is compiled for batches of one signature. */
export interface CompiledStep {
  /** The name of the step. */
  readonly name: string;
  /** Its graph. */
  readonly graph: LoweredGraph;
  /** What gives each of the graph's feeds. */
  readonly feeders: readonly Feeder[];
  /** What its program is known by. */
  readonly program: ProgramKey;
  /** Where its state is, and the version of the state for which that is so. */
  state: { readonly version: number; readonly places: readonly StatePlace[] };
  /** The fingerprint of the traced step. */
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

/**
 * Runs a compiled step and commits what it wrote; after an error the state is that of before.
 *
 * @throws `LML_COMPILED_STEP` if the target cannot run it on this batch.
 */
export async function runCompiled(
  compiled: CompiledStep,
  program: Program,
  parts: readonly FedPart[],
  input: StepInput,
  state: StateStore,
  { runtime }: Pick<LoadedTarget, 'runtime'>,
): Promise<StepResult> {
  const { graph, feeders } = compiled;
  const feeds = feeders.map((feeder) => feeder(parts, input));
  if (compiled.state.version !== state.version) {
    const { version } = state;
    compiled.state = { version, places: await state.places(graph.storages) };
  }
  try {
    return resultOf(graph.results, await graph.run(program, feeds, compiled.state.places));
  } catch (cause) {
    throw failed(compiled, runtime, cause);
  }
}

const INDEX =
  'An index that is out of range, such as a token beyond the vocabulary of an embedding, is the usual cause: look at the data. ';

function failed(step: CompiledStep, runtime: string, cause: unknown): CompiledStepError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CompiledStepError(
    `${runtime} cannot run step '${shownName(step)}' on this batch: ${reason}. ` +
      (/indices|index|out of bounds/i.test(reason) ? INDEX : '') +
      'With the engine eager the step runs op by op, and the stack leads to the op.',
    { cause },
  );
}

function resultOf(results: readonly GraphOutput[], values: readonly DeviceValue[]): StepResult {
  const scalars: Record<string, DeviceValue> = {};
  const outputs: Record<string, DeviceTree> = {};
  results.forEach(({ target }, index) => place(values[index]!, target, scalars, outputs));
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
