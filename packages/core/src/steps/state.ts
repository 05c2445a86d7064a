import type { NdArray } from '../data/nd-array.js';

/** The data types of state: what TensorFlow.js computes with. */
export type StateDType = 'float32' | 'int32' | 'bool';

/** A piece of state: a weight, an optimizer slot, a running statistic, a metric's counts. */
export interface StateSpec {
  /** Its name, unique in the engine; for weights the key in the checkpoint. */
  readonly name: string;
  /** Its shape; it never changes. */
  readonly shape: readonly number[];
  /** Its data type. */
  readonly dtype: StateDType;
  /** Whether training may take gradients with respect to it. */
  readonly trainable: boolean;
}

/** A piece of state with its first value. */
export interface StateEntry extends StateSpec {
  /** The first value. */
  readonly value: NdArray;
}
