import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { UndeclaredStateError } from '../errors/undeclared-state-error.js';
import { RandomStreams, type RandomGenerator } from '../random/random-streams.js';
import type { StateEntry } from '../steps/state.js';
import { currentStepContext } from '../steps/step-context.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';
import type { Model } from './model.js';
import { checkWeight } from './model-values.js';
import { stepClock, type StepClock } from './step-clock.js';
import {
  declaredBuffers,
  declaredWeights,
  type BufferDeclaration,
  type Declared,
  type WeightDeclaration,
} from './weight-declaration.js';

/** What state is declared with: the model is built. */
export interface StateContext {
  /** The model. */
  readonly model: Model;
  /** The values of its weights. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** The names of what is trained. A callback is also shown what loss and learner own. */
  readonly parameters: readonly string[];
  /** What the first value of a piece of state is drawn from. */
  random(name: string): RandomGenerator;
}

/**
 * What owns state beside the model: a loss with centres, a learner with a temperature, a callback with averages. Its state stands under
 * a prefix of its own (`loss/…`, `learner/…`, `callback/<name>/…`), is kept in every checkpoint, and is read and written in steps.
 */
export interface StateOwner {
  /** Its state with the values that it has: those that were loaded, or else the first. What is trainable is trained with the model. */
  state?(context: StateContext): readonly StateEntry[] | Promise<readonly StateEntry[]>;
  /** Takes over values: after a fit, and of a checkpoint. All of them, by the names that `state` gives. */
  load?(values: Readonly<Record<string, NdArray>>): void;
}

/** What an {@link ownedState} consists of, as the weights of a model made of ops. */
export interface StateDeclaration {
  /** What is trained with the model, unless `trainable` is false. */
  readonly weights?: Readonly<Record<string, WeightDeclaration>> | undefined;
  /** What is kept and not trained: running statistics, counts. */
  readonly buffers?: Readonly<Record<string, BufferDeclaration>> | undefined;
}

/** State of a loss or a learner. */
export interface OwnedState extends Required<StateOwner> {
  state(context: StateContext): Promise<readonly StateEntry[]>;
  /** A value: in a step the step's; outside the one that was loaded, or else the first, as a new tensor. */
  read(name: string): tf.Tensor;
  /** A new value, in a step; outside it is dropped. */
  write(name: string, value: tf.Tensor): void;
  /** The step that runs; none outside. */
  readonly step: OwnStep | undefined;
}

/** What an owner of state sees of the step that runs. */
export interface OwnStep {
  /** Whether it trains: statistics are written in training only. */
  readonly training: boolean;
  /** Where the run is. */
  readonly clock: StepClock;
}

/**
 * State for a loss or a learner of one's own: declared as the weights of {@link defineModel} are, drawn from the seed of the run, kept in
 * checkpoints. `state` and `load` go beside what owns it; `read` and `write` are for its steps.
 *
 * @throws `LML_INVALID_ARGUMENT` and `LML_SHAPE_MISMATCH` for declarations that cannot be; `LML_UNDECLARED_STATE` from `read` and
 * `write` for other names, and in a step whose learner did not call its owner (a loss is called as `context.loss`).
 *
 * @example
 * ```ts
 * import { ownedState, type Loss } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // A loss that learns how much it trusts itself: exp(−s) · mse + s.
 * const own = ownedState({ weights: { logVariance: { shape: [], initializer: 'zeros' } } });
 * const loss: Loss = Object.assign(
 *   (prediction: tf.Tensor, target: tf.Tensor) => {
 *     const s = own.read('logVariance');
 *     return tf.add(tf.mul(tf.exp(tf.neg(s)), tf.mean(tf.squaredDifference(prediction, target))), s);
 *   },
 *   { state: own.state, load: own.load },
 * );
 * loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 2
 * own.load({ logVariance: { dtype: 'float32', shape: [], data: Float32Array.of(1) } });
 * loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 2 / Math.E + 1
 * ```
 */
export function ownedState({ weights = {}, buffers = {} }: StateDeclaration): OwnedState {
  const declared = new Map([...declaredWeights(weights), ...declaredBuffers(buffers)].map((each) => [each.name, each]));
  let loaded: Readonly<Record<string, NdArray>> | undefined;
  const known = (name: string): Declared => {
    const found = declared.get(name);
    if (found !== undefined) return found;
    throw new UndeclaredStateError(`There is no '${name}' in it. There are: ${[...declared.keys()].join(', ')}.`);
  };
  const first = (each: Declared, random: RandomGenerator): Promise<NdArray> => {
    const value = each.first(random);
    return toNdArray(value).finally(() => value.dispose());
  };
  return {
    state: ({ random }) =>
      Promise.all(
        [...declared.values()].map(async (each) => {
          const { name, shape, dtype, trainable } = each;
          const value = loaded?.[name] ?? (await first(each, random(name)));
          return { name, shape, dtype, trainable, value };
        }),
      ),
    load(values) {
      for (const name of declared.keys())
        if (values[name] === undefined) throw new UndeclaredStateError(`The values that are loaded have no '${name}'.`);
      for (const [name, value] of Object.entries(values)) checkWeight(declared, name, value);
      loaded = { ...values };
    },
    read(name) {
      const each = known(name);
      const step = currentStepContext();
      if (step === undefined) {
        const value = loaded?.[name];
        return value === undefined
          ? each.first(new RandomStreams(0).at(`init/${name}`, 0))
          : tf.tidy(() => toTensor(value).cast(each.dtype));
      }
      if (step.names.includes(name)) return step.read(name);
      throw outsideOwner(name);
    },
    write(name, value) {
      known(name);
      const step = currentStepContext();
      if (step === undefined) return;
      if (!step.names.includes(name)) throw outsideOwner(name);
      step.write(name, value);
    },
    get step() {
      const step = currentStepContext();
      return step && { training: step.training, clock: stepClock(step) };
    },
  };
}

function outsideOwner(name: string): UndeclaredStateError {
  const remedy =
    'A loss is called as context.loss, and needs state beside its function; a learner reads by context.read.';
  return new UndeclaredStateError(`The step has no '${name}' where it is used. ${remedy}`);
}
