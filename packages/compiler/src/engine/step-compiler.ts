import {
  ImpureStepError,
  LmlError,
  UntraceableStepError,
  warn,
  type HostBatch,
  type RandomStreams,
  type Stage,
} from '@lml/core';
import type { Step, StepInput } from '@lml/core/engine';

import type { Graph } from '../graph/graph.js';
import type { TraceRequest } from '../trace/trace.js';
import { traceAgain, traceTwice, type Traced } from '../trace/trace-twice.js';
import type { FedPart } from './batch-parts.js';
import type { CompiledStep, Sight } from './compiled-step.js';
import { createFeeder } from './feeder.js';
import { ProgramCache } from './program-cache.js';
import { shownName } from './shown-name.js';
import type { StateStore } from './state-store.js';
import type { LoadedTarget, Program } from './target.js';

/** How steps are compiled, and with what. */
export interface CompilerSetup {
  /** What runs them. */
  readonly target: LoadedTarget;
  /** The state. */
  readonly state: StateStore;
  /** The random streams. */
  readonly streams: RandomStreams;
  /** What happens when a step turns out not to be pure. */
  readonly purity: 'error' | 'warn';
  /** How many programs are kept ready. */
  readonly maxGraphs: number;
}

/** A graph that was compiled. */
export interface Compilation {
  /** The name of the step. */
  readonly step: string;
  /** The nodes of the graph before passes. */
  readonly traced: number;
  /** The nodes of the lowered graph. */
  readonly nodes: number;
  /** Seconds to trace, optimise and lower. */
  readonly traceSeconds: number;
  /** Seconds to load its program. */
  readonly loadSeconds: number;
}

/** Compiles steps, once for each step and signature, and keeps what it compiled. */
export class StepCompiler {
  /** What was compiled so far. */
  readonly compilations: Compilation[] = [];
  private readonly entries = new Map<Step, Map<string, CompiledStep>>();
  private readonly eager = new Set<Step>();
  private readonly epochs = new Map<Stage, number>();
  private readonly programs: ProgramCache;

  constructor(private readonly setup: CompilerSetup) {
    this.programs = new ProgramCache(setup.maxGraphs);
  }

  /** How many compiled steps are kept. */
  get size(): number {
    return [...this.entries.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** What was compiled for a step and signature, if its program is there and it still fits the state. */
  find(step: Step, signature: string): CompiledStep | 'eager' | undefined {
    const compiled = this.entries.get(step)?.get(signature);
    if (compiled === undefined) return this.eager.has(step) ? 'eager' : undefined;
    if (!this.programs.has(compiled.program)) return undefined;
    const { state } = this.setup;
    const isSame = compiled.state.version === state.version;
    return isSame || compiled.graph.storages.every((storage) => state.holds(storage)) ? compiled : undefined;
  }

  /** The program of a compiled step that was found or compiled just now. */
  programOf({ program }: CompiledStep): Program {
    return this.programs.get(program)!;
  }

  /**
   * Compiles a step for a signature; `'eager'` if it cannot be, which is said once.
   *
   * @throws `LML_IMPURE_STEP` unless that is only warned of; and what the step throws.
   */
  async compile(
    step: Step,
    signature: string,
    batch: readonly FedPart[],
    input: StepInput,
    host: HostBatch,
  ): Promise<CompiledStep | 'eager'> {
    const started = performance.now();
    try {
      const traced = traceTwice({ ...this.request(step, batch, input), host });
      const sight = { epoch: this.epochOf(step), isConfirmed: false, unseen: undefined };
      const compiled = await this.lower(traced, sight, batch, started);
      const ofStep = this.entries.get(step) ?? new Map<string, CompiledStep>();
      this.entries.set(step, ofStep.set(signature, compiled));
      this.forgetDisposed();
      return compiled;
    } catch (error) {
      return this.runEagerly(step, error, '');
    }
  }

  /** Takes note that an epoch of a stage begins: its steps are traced again before they next run. */
  beginEpoch(stage: Stage): void {
    this.epochs.set(stage, (this.epochs.get(stage) ?? 0) + 1);
  }

  /**
   * Whether a compiled step is still what the step computes: traced again before its second run and before its first one in
   * an epoch. If not, it runs eagerly from now on, which is said with the line and the steps that may be wrong.
   *
   * @throws as {@link compile}.
   */
  isCurrent(compiled: CompiledStep, step: Step, batch: readonly FedPart[], input: StepInput): boolean {
    const { sight, fingerprint } = compiled;
    const epoch = this.epochOf(step);
    if (sight.isConfirmed && sight.epoch === epoch) {
      sight.unseen = [sight.unseen?.[0] ?? input.step, input.step];
      return true;
    }
    try {
      traceAgain(this.request(step, batch, input), fingerprint);
    } catch (error) {
      this.runEagerly(step, error, doubtsAbout(sight));
      return false;
    }
    Object.assign(sight, { epoch, isConfirmed: true, unseen: undefined } satisfies Sight);
    return true;
  }

  /** The simplified graph of a step. */
  trace(step: Step, batch: readonly FedPart[], input: StepInput, host: HostBatch): Graph {
    return this.setup.target.optimize(traceTwice({ ...this.request(step, batch, input), host }).graph);
  }

  /** Runs a step eagerly from now on. */
  giveUp(step: Step): void {
    this.entries.delete(step);
    this.eager.add(step);
  }

  /** Disposes all programs. */
  dispose(): void {
    this.entries.clear();
    this.eager.clear();
    this.programs.dispose();
  }

  /** Forgets steps whose program was disposed: they would hold on to all that was fed to them and fetched from them. */
  private forgetDisposed(): void {
    for (const ofStep of this.entries.values()) {
      for (const [signature, { program }] of ofStep) if (!this.programs.has(program)) ofStep.delete(signature);
    }
  }

  private request(step: Step, batch: readonly FedPart[], { hyper = {} }: StepInput): TraceRequest {
    const { target, state } = this.setup;
    const keepsComposite = (name: string): boolean => target.keepsComposite(name);
    return { step, batch, state: [...state.specs.values()], hyper, keepsComposite };
  }

  private epochOf({ stage }: Step): number {
    return this.epochs.get(stage) ?? 0;
  }

  /** Runs a step eagerly from now on, and says why, if `error` is a reason for that; else throws it. */
  private runEagerly(step: Step, error: unknown, doubts: string): 'eager' {
    if (LmlError.isInstance(error, ImpureStepError.code) && this.setup.purity === 'error') throw error;
    const isExpected =
      LmlError.isInstance(error, UntraceableStepError.code) || LmlError.isInstance(error, ImpureStepError.code);
    if (!isExpected) throw error;
    warn('LML_RUNS_EAGERLY', `Step '${shownName(step)}' runs op by op, which is slower. ${error.message}${doubts}`);
    this.giveUp(step);
    return 'eager';
  }

  private async lower(
    { graph, fingerprint }: Traced,
    sight: Sight,
    batch: readonly FedPart[],
    started: number,
  ): Promise<CompiledStep> {
    const { target, state, streams } = this.setup;
    const lowered = await target.lower(target.optimize(graph), (name) => state.storedAs(name));
    const between = performance.now();
    const program = await this.programs.load(lowered).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UntraceableStepError(`${target.runtime} refuses its graph (${reason})`, undefined, { cause });
    });
    for (const storage of lowered.storages) state.arrange(storage);
    const ended = performance.now();
    this.compilations.push({
      step: graph.name,
      traced: graph.nodes.length,
      nodes: lowered.nodes,
      traceSeconds: (between - started) / 1000,
      loadSeconds: (ended - between) / 1000,
    });
    const feeders = lowered.feeds.map((value) => createFeeder(value, batch, streams));
    const unplaced = { version: -1, places: [] };
    return { name: graph.name, graph: lowered, feeders, program, state: unplaced, fingerprint, sight };
  }
}

/** Which steps ran since a step was last seen to be what was compiled. */
function doubtsAbout({ unseen }: Sight): string {
  if (unseen === undefined) return '';
  const [first, last] = unseen;
  const which = first === last ? `Step ${first}` : `Steps ${first} to ${last}`;
  return ` ${which} of this stage ran with what it computed before, so what they gave may be wrong.`;
}
