import {
  RandomStreams,
  type Engine,
  type HostBatch,
  type NdArray,
  type Stage,
  type StateEntry,
  type StateSpec,
} from '@lml/core';
import {
  requireSetUp,
  type Allocate,
  type EngineSetup,
  type Step,
  type StepInput,
  type StepResult,
} from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { printGraph } from '../graph/print-graph.js';
import { batchParts, signatureOf } from './batch-parts.js';
import { runCompiled } from './compiled-step.js';
import { EagerTwin } from './eager-twin.js';
import { StateStore } from './state-store.js';
import { StepCompiler, type Compilation } from './step-compiler.js';
import type { LoadedTarget, Target } from './target.js';
import { createVerifier, type Verifier, type VerifySettings } from './verify.js';

/** An engine that runs each step as one graph, traced at its first batch. */
export interface CompilingEngine extends Engine {
  /** What was compiled so far, and how long it took. */
  readonly compilations: readonly Compilation[];
  /**
   * The graph of a step for a batch, simplified, as text: a line for each input, node and output.
   *
   * @throws `LML_UNTRACEABLE_STEP`, `LML_IMPURE_STEP` for a step that has no graph; and what it throws itself.
   */
  describe(step: Step, batch: HostBatch, input: StepInput): Promise<string>;
}

/** Options of {@link CompiledEngine} that are the same for all targets. */
export interface CompiledEngineSettings {
  /** How many compiled graphs are kept ready; the least recently used goes first. Default 16. */
  readonly maxGraphs?: number | undefined;
  /** When a compiled step is compared with an eager one; `false` for never. Default: where that costs a hundredth of the time at most. */
  readonly verify?: VerifySettings | false | undefined;
}

/** Runs each step as one graph on a target. */
export class CompiledEngine implements CompilingEngine {
  /** The target's. */
  readonly name: string;

  /** Takes a target and settings; `setup` makes it ready. */
  constructor(
    readonly target: Target,
    readonly settings: CompiledEngineSettings = {},
  ) {
    this.name = target.name;
  }

  /** What the steps run on, and how. */
  get notice(): string | undefined {
    const internals = internalsByEngine.get(this);
    return internals === undefined ? undefined : `engine ${this.name} (${internals.target.details.join(', ')})`;
  }

  /** What was compiled so far, and how long it took. */
  get compilations(): readonly Compilation[] {
    return internalsByEngine.get(this)?.compiler.compilations ?? [];
  }

  /** Loads the target. */
  async setup(setup: EngineSetup): Promise<void> {
    const target = await this.target.load();
    await tf.ready();
    this.dispose();
    const { maxGraphs = 16, verify } = this.settings;
    const state = new StateStore(target);
    const streams = new RandomStreams(setup.seed);
    internalsByEngine.set(this, {
      target,
      state,
      compiler: new StepCompiler({ target, state, streams, purity: setup.purity ?? 'error', maxGraphs }),
      eager: new EagerTwin(state, setup),
      verify: createVerifier(verify, state),
      queue: Promise.resolve(),
    });
  }

  /** What is declared. */
  get state(): readonly StateSpec[] {
    return [...internalsOf(this).state.specs.values()];
  }

  /** Declares state with its first value. */
  declare(entries: readonly StateEntry[]): void {
    const { state, eager } = internalsOf(this);
    state.declare(entries);
    eager.declare(entries);
  }

  /** Replaces values. */
  write(values: Readonly<Record<string, NdArray>>): Promise<void> {
    const internals = internalsOf(this);
    return queued(internals, async () => {
      await internals.eager.giveBack();
      internals.state.write(values);
    });
  }

  /** Copies values to the host, into arrays that `allocate` gives where they lie in the order that the host has them in. */
  read(names?: readonly string[], allocate?: Allocate): Promise<Record<string, NdArray>> {
    const internals = internalsOf(this);
    return queued(internals, async () => {
      await internals.eager.giveBack();
      return internals.state.read(names ?? internals.state.specs.keys(), allocate);
    });
  }

  /** Notes that steps may compute something else from now on: they are traced again before they next run. */
  beginEpoch(stage: Stage): void {
    internalsOf(this).compiler.beginEpoch(stage);
  }

  /** Runs a step on a batch and commits what it wrote; after an error the state is that of before. */
  run(step: Step, batch: HostBatch, input: StepInput): Promise<StepResult> {
    const internals = internalsOf(this);
    return queued(internals, () => runOne(internals, step, batch, input));
  }

  /** The graph of a step for a batch as text. */
  async describe(step: Step, batch: HostBatch, input: StepInput): Promise<string> {
    const { compiler } = internalsOf(this);
    return Promise.resolve(printGraph(compiler.trace(step, batchParts(batch), input, batch)));
  }

  /** Frees state and programs. */
  dispose(): void {
    const internals = internalsByEngine.get(this);
    internalsByEngine.delete(this);
    internals?.eager.dispose();
    internals?.compiler.dispose();
    internals?.state.dispose();
  }
}

interface Internals {
  readonly target: LoadedTarget;
  readonly state: StateStore;
  readonly compiler: StepCompiler;
  readonly eager: EagerTwin;
  readonly verify: Verifier;
  queue: Promise<unknown>;
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const internalsByEngine = new WeakMap<CompiledEngine, Internals>();

function internalsOf(engine: CompiledEngine): Internals {
  return requireSetUp(internalsByEngine.get(engine));
}

/** Runs one action after the other, also where the caller does not wait. */
function queued<Value>(internals: Internals, act: () => Promise<Value>): Promise<Value> {
  const result = internals.queue.then(act, act);
  internals.queue = result;
  return result;
}

async function runOne(internals: Internals, step: Step, batch: HostBatch, input: StepInput): Promise<StepResult> {
  const { compiler, eager, state, target, verify } = internals;
  const fed = batchParts(batch);
  const signature = signatureOf(fed);
  const known = compiler.find(step, signature);
  const compiled = known ?? (await compiler.compile(step, signature, fed, input, batch));
  if (compiled === 'eager') return eager.run(step, batch, input);
  if (known !== undefined && !compiler.isCurrent(compiled, step, fed, input)) return eager.run(step, batch, input);
  if (eager.isAhead) await eager.giveBack();
  const isCompared = verify.isDue(step);
  if (isCompared) await eager.prepare();
  let started = performance.now();
  const result = await runCompiled(compiled, compiler.programOf(compiled), fed, input, state, target);
  const seconds = (performance.now() - started) / 1000;
  if (!isCompared) verify.spend(step, seconds);
  else if (verify.allows(step, seconds)) {
    started = performance.now();
    const expected = await eager.rehearse(step, batch, input);
    if (!(await verify.agrees(step, result, expected, (performance.now() - started) / 1000))) compiler.giveUp(step);
  }
  return result;
}
