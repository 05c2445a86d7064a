import type { Allocate } from '../data/array-pool.js';
import type { HostBatch } from '../data/batch.js';
import type { Stage } from '../data/stage.js';
import type { NdArray } from '../data/nd-array.js';
import type { StateEntry, StateSpec } from './state.js';
import type { Step, StepInput, StepResult } from './step.js';

/** What an engine is started with. */
export interface EngineSetup {
  /** The seed of the random streams. */
  readonly seed: number;
  /** What happens when a step turns out not to be pure: an error (the default), or a warning. */
  readonly purity?: 'error' | 'warn' | undefined;
  /** The name of the engine that ran what is gone on from. Engines that take one of several take that, so that numbers stay the same. */
  readonly continues?: string | undefined;
}

/**
 * Runs steps and owns their state. State is declared before the first step; a step that throws changes none of it.
 */
export interface Engine {
  /** Its name. */
  readonly name: string;
  /**
   * What a user should know of it, in one line, once it is set up: which it is, on what it computes, and why it is not a
   * better one. The trainer hands it to the loggers.
   */
  readonly notice?: string | undefined;
  /**
   * Makes it ready.
   *
   * @throws `LML_MISSING_FEATURE` where this machine or installation lacks what it needs; `auto` then takes another one,
   * and gives the message as the reason.
   */
  setup(setup: EngineSetup): Promise<void>;
  /** Declares state with its first value. A name that is declared already gets the new value. */
  declare(entries: readonly StateEntry[]): void;
  /** What is declared. */
  readonly state: readonly StateSpec[];
  /** Replaces values; names that are not declared are an error. */
  write(values: Readonly<Record<string, NdArray>>): Promise<void>;
  /**
   * Copies values to the host, all of them or those named. `allocate` makes room for the copies; an engine that makes it itself need
   * not ask for any.
   */
  read(names?: readonly string[], allocate?: Allocate): Promise<Record<string, NdArray>>;
  /**
   * Runs a step on a batch and commits what it wrote. The arrays of the batch belong to the caller, who fills them anew once the
   * step is over: an engine keeps none of them, nor tensors over them, in state or outputs.
   *
   * An engine may keep what it compiled for a step as long as it is set up, by the step object and the shapes and data types
   * of the batch: a step object never changes what it computes; a step that is to compute something else is another object.
   */
  run(step: Step, batch: HostBatch, input: StepInput): StepResult | Promise<StepResult>;
  /**
   * Takes note that an epoch of training, or a pass over the data of another stage, begins. An engine that compiles steps then looks
   * whether they still compute what it compiled, which costs too much at each call. Engines that run op by op need not know.
   */
  beginEpoch?(stage: Stage): void;
  /**
   * What it makes of a step for batches like this one, as text for people. Nothing is run, and no state changes. Engines that
   * run op by op make nothing of a step, and have none.
   *
   * @throws `LML_UNTRACEABLE_STEP` or `LML_IMPURE_STEP` for a step of which nothing can be made.
   */
  readonly describe?: ((step: Step, batch: HostBatch, input: StepInput) => Promise<string>) | undefined;
  /** Frees everything. The engine can be set up again. */
  dispose(): void;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Engine}. */
    engine: Engine;
  }
}
