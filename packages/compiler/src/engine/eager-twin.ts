import { eager, type HostBatch, type NdArray, type StateEntry } from '@lml/core';
import {
  watchLimits,
  type EagerEngine,
  type EngineSetup,
  type KnownLimit,
  type Step,
  type StepInput,
  type StepResult,
} from '@lml/core/engine';

import type { StateStore } from './state-store.js';

/**
 * The eager engine beside the compiled one, for steps that cannot be compiled. The current state is in one place at a time: with
 * the twin from a step that it ran until a compiled step or a read needs it.
 */
export class EagerTwin {
  /** Whether the twin's state is the current one. */
  isAhead = false;
  private engine: EagerEngine | undefined;

  constructor(
    private readonly state: StateStore,
    private readonly setup: EngineSetup,
  ) {}

  /** Declares state here too, where the current state is the twin's. */
  declare(entries: readonly StateEntry[]): void {
    if (this.isAhead) this.engine?.declare(entries);
  }

  /** Runs a step and keeps what it wrote. */
  async run(step: Step, batch: HostBatch, input: StepInput): Promise<StepResult> {
    const engine = await this.ready();
    if (!this.isAhead) await this.takeOver(engine);
    this.isAhead = true;
    return engine.run(step, batch, input);
  }

  /** Takes over the state as it is, to rehearse a step that is to run on it. */
  async prepare(): Promise<void> {
    await this.takeOver(await this.ready());
  }

  /** What a step would have given and written on the state that was taken over; the known limits that it met, if there are any. */
  async rehearse(step: Step, batch: HostBatch, input: StepInput): Promise<Rehearsal> {
    const engine = await this.ready();
    const limits = new Set<KnownLimit>();
    const result = watchLimits(
      (limit) => limits.add(limit),
      () => engine.run(step, batch, input),
    );
    return { result, state: await engine.read(), limits: [...limits] };
  }

  /** Hands the current state back to the compiled engine. */
  async giveBack(): Promise<void> {
    if (!this.isAhead) return;
    const values = await this.engine!.read();
    this.isAhead = false;
    this.state.write(values);
  }

  /** Frees everything. */
  dispose(): void {
    this.engine?.dispose();
    this.engine = undefined;
    this.isAhead = false;
  }

  private async ready(): Promise<EagerEngine> {
    if (this.engine === undefined) {
      const engine = eager();
      await engine.setup(this.setup);
      this.engine = engine;
    }
    return this.engine;
  }

  private async takeOver(engine: EagerEngine): Promise<void> {
    const { specs } = this.state;
    const values = await this.state.read(specs.keys());
    engine.declare([...specs.values()].map((spec) => ({ ...spec, value: values[spec.name]! })));
  }
}

/** What an eager run of a step gave and wrote. */
export interface Rehearsal {
  /** What it gave. */
  readonly result: StepResult;
  /** The state after it. */
  readonly state: Readonly<Record<string, NdArray>>;
  /** The known faults of the backend that it met. */
  readonly limits: readonly KnownLimit[];
}
