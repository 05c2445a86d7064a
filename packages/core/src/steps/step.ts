import type { EngineArray } from '../data/computed-array.js';
import type { Stage } from '../data/stage.js';
import type { StepContext } from './step-context.js';
import type { TensorTree, Tensors } from '../tensorflow/tensor-tree.js';

/** What a step gives back besides the state that it wrote. */
export interface StepOutput {
  /** Numbers to report, each a scalar. */
  readonly scalars?: Tensors | undefined;
  /** Arrays for the host: predictions, or what a metric keeps. */
  readonly outputs?: { readonly [key: string]: TensorTree } | undefined;
}

/**
 * A pure function: (state, batch, hyper-parameters, random) → (new state, scalars, outputs).
 *
 * It reads and writes state through the context, takes numbers that change by name from `context.hyper`, and randomness
 * from `context.random`. It reads no values, makes no variable, and looks at no clock and no counter of JavaScript.
 *
 * The object itself does not change: engines keep what they compiled for it.
 */
export interface Step {
  /** Its name, unique among the steps of a run. */
  readonly name: string;
  /** What the data are used for. */
  readonly stage: Stage;
  /** Whether layers behave as in training. */
  readonly training: boolean;
  /** Computes. */
  run(batch: { readonly [key: string]: TensorTree }, context: StepContext): StepOutput;
}

/** Numbers for one call of a step. */
export interface StepInput {
  /** Hyper-parameters by name. */
  readonly hyper?: Readonly<Record<string, number>> | undefined;
  /** The number by which random streams are advanced: the same number, the same draws. */
  readonly step: number;
}

/** A value that is still where it was computed. */
export interface DeviceValue {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Copies it to the host. */
  read(): Promise<EngineArray>;
  /** What `read` gives, where the engine computes on the host: there is nothing to wait for. Valid until it is disposed. */
  readonly host?: EngineArray | undefined;
  /** Disposes it. */
  dispose(): void;
}

/** Device values as they came from a step. */
export type DeviceTree = DeviceValue | readonly DeviceTree[] | { readonly [key: string]: DeviceTree };

/** What a call of a step gives: values on the device, to be read and disposed by who asked. */
export interface StepResult {
  /** The reported numbers. */
  readonly scalars: Readonly<Record<string, DeviceValue>>;
  /** The arrays for the host. */
  readonly outputs: Readonly<Record<string, DeviceTree>>;
}
