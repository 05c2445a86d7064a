import {
  InvalidArgumentError,
  MissingFeatureError,
  RandomStreams,
  type Allocate,
  type Engine,
  type EngineSetup,
  type HostBatch,
  type NdArray,
  type Stage,
  type StateEntry,
  type StateSpec,
  type Step,
  type StepInput,
  type StepResult,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { loadRuntime } from '#runtime';
import { encodeModel } from '../targets/onnx/model.js';
import type { Runtime } from '../targets/onnx/runtime/runtime.js';
import { printGraph } from '../graph/print-graph.js';
import { batchParts, signatureOf, type FedPart } from './batch-parts.js';
import { runCompiled, type RunResources } from './compiled-step.js';
import { EagerTwin } from './eager-twin.js';
import { StateStore } from './state-store.js';
import { StepCompiler, type Compilation, type CompilerSettings } from './step-compiler.js';
import { createVerifier, type VerifySettings } from './verify.js';

/** Options of {@link OnnxEngine}. */
export interface OnnxEngineSettings extends CompilerSettings {
  /** When a compiled step is compared with an eager one; `false` for never. Default: where that costs a hundredth of the time at most. */
  readonly verify?: VerifySettings | false | undefined;
}

/** Runs each step as one graph of ONNX Runtime, traced at its first batch. */
export class OnnxEngine implements Engine {
  /** `'onnx'` */
  readonly name = 'onnx';
  /** How it was made. */
  readonly settings: OnnxEngineSettings;

  /** Takes settings; `setup` makes it ready. */
  constructor(settings: OnnxEngineSettings = {}) {
    this.settings = settings;
  }

  /** ONNX Runtime and how it is run. */
  get notice(): string | undefined {
    const parts = parties.get(this);
    if (parts === undefined) return undefined;
    const { name, version } = parts.resources.runtime;
    const { threads, executionProviders } = this.settings;
    const details = [
      `${name} ${version}`,
      ...(threads === undefined ? [] : [`${threads} ${threads === 1 ? 'thread' : 'threads'}`]),
      ...(executionProviders ?? []),
    ];
    return `engine onnx (${details.join(', ')})`;
  }

  /** What was compiled so far, and how long it took. */
  get compilations(): readonly Compilation[] {
    return parties.get(this)?.compiler.compilations ?? [];
  }

  /** Loads ONNX Runtime. */
  async setup(setup: EngineSetup): Promise<void> {
    const runtime = await loadRuntime(this.settings);
    await checkRuntime(runtime, this.settings);
    await tf.ready();
    this.dispose();
    const state = new StateStore(runtime);
    const resources = { runtime, state, streams: new RandomStreams(setup.seed) };
    parties.set(this, {
      resources,
      compiler: new StepCompiler(resources, setup.purity ?? 'error', this.settings),
      eager: new EagerTwin(state, setup),
      verify: createVerifier(this.settings.verify, state),
      queue: Promise.resolve(),
    });
  }

  /** What is declared. */
  get state(): readonly StateSpec[] {
    return [...partsOf(this).resources.state.specs.values()];
  }

  /** Declares state with its first value. */
  declare(entries: readonly StateEntry[]): void {
    const { resources, eager } = partsOf(this);
    resources.state.declare(entries);
    eager.declare(entries);
  }

  /** Replaces values. */
  async write(values: Readonly<Record<string, NdArray>>): Promise<void> {
    const { resources, eager } = partsOf(this);
    await eager.giveBack();
    resources.state.write(values);
  }

  /** Copies values to the host, into arrays that `allocate` gives where they lie in the order that the host has them in. */
  async read(names?: readonly string[], allocate?: Allocate): Promise<Record<string, NdArray>> {
    const { resources, eager } = partsOf(this);
    await eager.giveBack();
    const wanted = names ?? [...resources.state.specs.keys()];
    return Object.fromEntries(wanted.map((name) => [name, resources.state.read(name, allocate)]));
  }

  /** Takes note that steps may compute something else from now on: they are traced again before they next run. */
  beginEpoch(stage: Stage): void {
    partsOf(this).compiler.beginEpoch(stage);
  }

  /** Runs a step on a batch and commits what it wrote; after an error the state is that of before. */
  run(step: Step, batch: HostBatch, input: StepInput): Promise<StepResult> {
    const parts = partsOf(this);
    // One after the other, also where the caller does not wait.
    const run = (): Promise<StepResult> => runOne(parts, step, batch, input);
    const result = parts.queue.then(run, run);
    parts.queue = result;
    return result;
  }

  /**
   * The graph of a step for a batch, simplified, as text: a line for each input, node and output.
   *
   * @throws `LML_UNTRACEABLE_STEP`, `LML_IMPURE_STEP` for a step that has no graph; and what it throws itself.
   */
  async describe(step: Step, batch: HostBatch, input: StepInput): Promise<string> {
    const { compiler } = partsOf(this);
    return Promise.resolve(printGraph(compiler.trace(step, batchParts(batch), input, batch)));
  }

  /** Frees state and sessions. */
  dispose(): void {
    const parts = parties.get(this);
    parties.delete(this);
    parts?.eager.dispose();
    parts?.compiler.dispose();
  }
}

interface Parts {
  readonly resources: RunResources;
  readonly compiler: StepCompiler;
  readonly eager: EagerTwin;
  readonly verify: ReturnType<typeof createVerifier>;
  queue: Promise<unknown>;
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const parties = new WeakMap<OnnxEngine, Parts>();

function partsOf(engine: OnnxEngine): Parts {
  const parts = parties.get(engine);
  if (parts !== undefined) return parts;
  throw new InvalidArgumentError('engine', 'set up: await engine.setup({ seed })', 'one that is not');
}

/**
 * Makes and frees the smallest session where the runtime may turn out to be missing something: what that is, is said before
 * anything is trained.
 */
async function checkRuntime(runtime: Runtime, { executionProviders }: OnnxEngineSettings): Promise<void> {
  if (executionProviders === undefined && !runtime.loadsLate) return;
  const one = { name: 'x', type: 'float32', shape: [1] } as const;
  const node = { op: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} };
  const model = encodeModel({ name: 'check', nodes: [node], inputs: [one], outputs: [{ ...one, name: 'y' }], initializers: [] }); // prettier-ignore
  try {
    await (await runtime.createSession(model, { executionProviders })).release();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const where = executionProviders === undefined ? '' : ` on ${executionProviders.join(', ')}`;
    throw new MissingFeatureError(`The engine 'onnx' cannot run${where} here: ${reason}. ${runtime.remedy}`, { cause });
  }
}

async function runOne(parts: Parts, step: Step, batch: HostBatch, input: StepInput): Promise<StepResult> {
  const { resources, compiler, eager, verify } = parts;
  const fed: FedPart[] = batchParts(batch);
  const signature = signatureOf(fed);
  const known = compiler.find(step, signature);
  const compiled = known ?? (await compiler.compile(step, signature, fed, input, batch));
  if (compiled === 'eager') return eager.run(step, batch, input);
  if (known !== undefined && !compiler.isCurrent(compiled, step, fed, input)) return eager.run(step, batch, input);
  if (eager.isAhead) await eager.giveBack();
  const isCompared = verify.isDue(step);
  if (isCompared) await eager.prepare();
  let started = performance.now();
  const result = await runCompiled(compiled, fed, input, resources);
  const seconds = (performance.now() - started) / 1000;
  if (!isCompared) verify.spend(step, seconds);
  else if (verify.allows(step, seconds)) {
    started = performance.now();
    const expected = await eager.rehearse(step, batch, input);
    if (!(await verify.agrees(step, result, expected, (performance.now() - started) / 1000))) compiler.giveUp(step);
  }
  return result;
}
