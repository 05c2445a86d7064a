import type * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import type { RandomStreams } from '../random/random-streams.js';
import type { StateSpec } from '../steps/state.js';
import type { StepRandom } from '../steps/step-context.js';
import type { ShapeTree, TypeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { FreezeRule } from './freeze.js';

/** What a model is built with. */
export interface BuildContext {
  /** First values come from the stream `init/<weight name>`. */
  readonly random: RandomStreams;
  /** Stands before the weight's name in its stream, where the model is part of another. Default: nothing. */
  readonly prefix?: string | undefined;
}

/** How a model is applied; by default as the running step says, and outside a step as in use. */
export interface ApplyOptions {
  /** Whether layers behave as in training. */
  readonly training?: boolean | undefined;
  /** Random streams for dropout and noise. */
  readonly random?: StepRandom | undefined;
}

/** A weight of a model, or something else that it keeps, such as a running statistic. */
export interface ModelWeight extends StateSpec {
  /** Whether it stays as it is in training: neither trained nor written. Default: no. */
  readonly frozen?: boolean | undefined;
}

/** One line of a model's summary. */
export interface LayerSummary {
  /** The layer's path. */
  readonly name: string;
  /** What it is. */
  readonly type: string;
  /** Its output shape; `null` where a size is free. */
  readonly outputShape: readonly (number | null)[];
  /** The number of its weights' values. */
  readonly parameters: number;
}

/** What a model consists of. */
export interface ModelSummary {
  /** Layer by layer. */
  readonly layers: readonly LayerSummary[];
  /** Values that are trained. */
  readonly trainableParameters: number;
  /** All values. */
  readonly parameters: number;
}

/**
 * The learning agent: a function of inputs with weights. It is made without weights; `build` declares and makes them. In a
 * step their values are the engine's, and `apply` reads them through the step context.
 */
export interface Model {
  /** Makes the weights. The first call decides; later ones do nothing. */
  build(context: BuildContext): Promise<void>;
  /** The weights, once built. Names come from the structure: `dense_0/kernel`. */
  readonly weights: readonly ModelWeight[];
  /** What it is given: shapes with the batch axis first, `null` where a size is free. Default: it does not say. */
  readonly inputs?: TypeTree | undefined;
  /** The shape of the output, or of each, batch axis first; `null` where a size is free. Once built. */
  readonly outputShape: ShapeTree;
  /** Whether the weights are still those that `build` drew; `undefined` where the model does not know. */
  readonly isFresh?: boolean | undefined;
  /** Outputs for inputs. Synchronous and traceable. */
  apply<Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options?: ApplyOptions): Output;
  /** The value of a weight: in a step the step's, outside the model's own, which is not to be disposed. */
  read(name: string): tf.Tensor;
  /** Freezes weights, or releases them. It may be called before `build`. */
  freeze?(rule: FreezeRule): void;
  /** What regularisation adds to the loss. */
  penalty?(): tf.Scalar | undefined;
  /** A weight after an update, held to its constraint. */
  constrain?(name: string, value: tf.Tensor): tf.Tensor;
  /** The weights' values on the host. */
  getWeights(): Promise<Record<string, NdArray>>;
  /** Takes over values of weights. */
  setWeights(values: Readonly<Record<string, NdArray>>): void;
  /** What it consists of, once built. */
  summary(): ModelSummary;
  /** Frees the weights. */
  dispose(): void;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Model}. */
    model: Model;
  }
}
