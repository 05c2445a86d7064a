import {
  ImpureStepError,
  LmlError,
  UntraceableStepError,
  warn,
  type HostBatch,
  type Stage,
  type Step,
  type StepInput,
} from '@lml/core';

import type { Graph } from '../graph/graph.js';
import { probeBlockedConvolution } from '../targets/onnx/blocked/probe.js';
import { compileGraph, type CompiledGraph } from '../targets/onnx/compile.js';
import { keepsComposite, lowerings } from '../targets/onnx/lowerings/index.js';
import { encodeModel } from '../targets/onnx/model.js';
import { optimize } from '../passes/optimize.js';
import type { RuntimeOptions } from '../targets/onnx/runtime/runtime.js';
import type { TraceRequest } from '../trace/trace.js';
import { traceAgain, traceTwice } from '../trace/trace-twice.js';
import type { FedPart } from './batch-parts.js';
import type { CompiledStep, RunResources, Sight } from './compiled-step.js';
import { createFeeder } from './feeder.js';
import { SessionCache } from './session-cache.js';
import { shownName } from './shown-name.js';

/** How steps are compiled. */
export interface CompilerSettings extends RuntimeOptions {
  /** How many graphs are kept ready; the one that was not used for longest goes first. Default 16. */
  readonly maxGraphs?: number | undefined;
}

/** A graph that was compiled. */
export interface Compilation {
  /** The name of the step. */
  readonly step: string;
  /** The nodes of the graph before passes. */
  readonly traced: number;
  /** The nodes of the ONNX model. */
  readonly nodes: number;
  /** Seconds to trace, optimise and lower. */
  readonly traceSeconds: number;
  /** Seconds until ONNX Runtime was ready. */
  readonly sessionSeconds: number;
}

/** Compiles steps, once for each step and signature, and keeps what it compiled. */
export class StepCompiler {
  /** What was compiled so far. */
  readonly compilations: Compilation[] = [];
  private readonly entries = new Map<Step, Map<string, CompiledStep>>();
  private readonly eager = new Set<Step>();
  private readonly epochs = new Map<Stage, number>();
  private readonly sessions: SessionCache;

  constructor(
    private readonly resources: RunResources,
    private readonly purity: 'error' | 'warn',
    private readonly settings: CompilerSettings,
  ) {
    this.sessions = new SessionCache(resources.runtime, settings, settings.maxGraphs ?? 16);
  }

  /** How many compiled steps are kept. */
  get size(): number {
    return [...this.entries.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** What was compiled for a step and signature, if it still fits the state. */
  find(step: Step, signature: string): CompiledStep | 'eager' | undefined {
    const compiled = this.entries.get(step)?.get(signature);
    if (compiled === undefined) return this.eager.has(step) ? 'eager' : undefined;
    if (compiled.session.isReleased) return undefined;
    if (compiled.epoch !== this.resources.state.epoch) {
      if (!compiled.graph.storages.every(({ storage }) => this.resources.state.holds(storage))) return undefined;
      compiled.epoch = this.resources.state.epoch;
    }
    this.sessions.touch(compiled.session);
    return compiled;
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
      const { graph, fingerprint } = traceTwice({ ...this.request(step, batch, input), host });
      const sight = { epoch: this.epochOf(step), isConfirmed: false, unseen: undefined };
      const compiled = {
        ...(await this.lower(optimize(graph), graph.nodes.length, batch, started)),
        fingerprint,
        sight,
      };
      const own = this.entries.get(step) ?? new Map<string, CompiledStep>();
      this.entries.set(step, own.set(signature, compiled));
      this.forgetReleased();
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
    return optimize(traceTwice({ ...this.request(step, batch, input), host }).graph);
  }

  /** Runs a step eagerly from now on. */
  giveUp(step: Step): void {
    this.entries.delete(step);
    this.eager.add(step);
  }

  /** Frees all sessions. */
  dispose(): void {
    this.entries.clear();
    this.eager.clear();
    this.sessions.dispose();
  }

  /** Forgets what can no longer run: it would hold on to all that was fed to it and fetched from it. */
  private forgetReleased(): void {
    for (const own of this.entries.values()) {
      for (const [signature, { session }] of own) if (session.isReleased) own.delete(signature);
    }
  }

  private request(step: Step, batch: readonly FedPart[], { hyper = {} }: StepInput): TraceRequest {
    return { step, batch, state: [...this.resources.state.specs.values()], hyper, keepsComposite };
  }

  private epochOf({ stage }: Step): number {
    return this.epochs.get(stage) ?? 0;
  }

  /** Runs a step eagerly from now on, and says why, if `error` is a reason for that; else throws it. */
  private runEagerly(step: Step, error: unknown, doubts: string): 'eager' {
    if (LmlError.isInstance(error, ImpureStepError.code) && this.purity === 'error') throw error;
    const isExpected =
      LmlError.isInstance(error, UntraceableStepError.code) || LmlError.isInstance(error, ImpureStepError.code);
    if (!isExpected) throw error;
    warn('LML_RUNS_EAGERLY', `Step '${shownName(step)}' runs op by op, which is slower. ${error.message}${doubts}`);
    this.giveUp(step);
    return 'eager';
  }

  /** How many channels lie in a block, where ONNX Runtime computes on the processor and does so right. */
  private async blockSize({ nodes }: Graph): Promise<number | undefined> {
    const { runtime } = this.resources;
    const isOnProcessor = this.settings.executionProviders?.every((provider) => provider === 'cpu') ?? true;
    const isConvolving = nodes.some(({ op }) => op.includes('Conv'));
    return isConvolving && isOnProcessor && runtime.name === 'onnxruntime-node'
      ? probeBlockedConvolution(runtime)
      : undefined;
  }

  private async lower(
    graph: Graph,
    traced: number,
    batch: readonly FedPart[],
    started: number,
  ): Promise<Omit<CompiledStep, 'fingerprint' | 'sight'>> {
    const { state, runtime } = this.resources;
    const lowered: CompiledGraph = compileGraph(
      graph,
      lowerings,
      (name) => state.storedAs(name),
      await this.blockSize(graph),
    );
    const model = encodeModel(runtime.prepare(lowered.model));
    const between = performance.now();
    const session = await this.sessions.get(model).catch((cause: unknown) => {
      const reason = `ONNX Runtime refuses its graph (${cause instanceof Error ? cause.message : String(cause)})`;
      throw new UntraceableStepError(reason, undefined, { cause });
    });
    for (const { storage } of lowered.storages) state.arrange(storage);
    const ended = performance.now();
    this.compilations.push({
      step: graph.name,
      traced,
      nodes: lowered.model.nodes.length,
      traceSeconds: (between - started) / 1000,
      sessionSeconds: (ended - between) / 1000,
    });
    const feeders = lowered.feeds.map((feed) => [feed.name, createFeeder(feed, batch, this.resources)] as const);
    return { graph: lowered, feeders, feeds: {}, fetches: {}, session, epoch: this.resources.state.epoch };
  }
}

/** Which steps ran since a step was last seen to be what was compiled. */
function doubtsAbout({ unseen }: Sight): string {
  if (unseen === undefined) return '';
  const [first, last] = unseen;
  const which = first === last ? `Step ${first}` : `Steps ${first} to ${last}`;
  return ` ${which} of this stage ran with what it computed before, so what they gave may be wrong.`;
}
