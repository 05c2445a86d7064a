import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { NotFittedError } from '../errors/not-fitted-error.js';
import { UndeclaredStateError } from '../errors/undeclared-state-error.js';
import { RandomStreams, type RandomGenerator } from '../random/random-streams.js';
import type { StateEntry } from '../steps/state.js';
import { currentStepContext, type StepContext } from '../steps/step-context.js';
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
  /** The targets of the training samples, as the datasets give them, before transforms. None where nothing is trained. */
  readonly targets?: (() => AsyncIterable<unknown>) | undefined;
  /** The value that a piece of its state has in the checkpoint that is loaded, if one is. */
  saved?(name: string): NdArray | undefined;
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
  /** What is computed from the targets of the training data before the run, and then kept: the weights of classes, say. */
  readonly fitted?: Readonly<Record<string, FittedValue>> | undefined;
}

/** Computes a piece of state, float32, from the targets of training samples. */
export type FittedValue = (targets: AsyncIterable<unknown>) => Promise<NdArray>;

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
 * What is `fitted` is computed once, when a fit of fresh state begins: a resume, a loaded checkpoint and a second fit have what was computed
 * first, each fold has its own.
 *
 * @throws `LML_INVALID_ARGUMENT` and `LML_SHAPE_MISMATCH` for declarations that cannot be; `LML_UNDECLARED_STATE` from `read` and
 * `write` for other names, and in a step whose learner did not call its owner (a loss is called as `context.loss`); `LML_NOT_FITTED` from
 * `read` for what is fitted, before it is.
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
export function ownedState({ weights = {}, buffers = {}, fitted = {} }: StateDeclaration): OwnedState {
  const declared = new Map([...declaredWeights(weights), ...declaredBuffers(buffers)].map((each) => [each.name, each]));
  let loaded: Readonly<Record<string, NdArray>> | undefined;
  const known = (name: string): Declared => {
    const found = declared.get(name);
    if (found !== undefined) return found;
    throw new UndeclaredStateError(
      `There is no '${name}' in it. There are: ${[...declared.keys(), ...Object.keys(fitted)].join(', ')}.`,
    );
  };
  const first = (each: Declared, random: RandomGenerator): Promise<NdArray> => {
    const value = each.first(random);
    return toNdArray(value).finally(() => value.dispose());
  };
  return {
    async state(context) {
      const entries = await Promise.all(
        [...declared.values()].map(async (each): Promise<StateEntry> => {
          const { name, shape, dtype, trainable } = each;
          const value = loaded?.[name] ?? (await first(each, context.random(name)));
          return { name, shape, dtype, trainable, value };
        }),
      );
      for (const [name, fit] of Object.entries(fitted)) {
        const value = loaded?.[name] ?? context.saved?.(name) ?? (context.targets && (await fit(context.targets())));
        if (value !== undefined) entries.push({ name, shape: value.shape, dtype: 'float32', trainable: false, value });
      }
      return entries;
    },
    load(values) {
      for (const name of declared.keys())
        if (values[name] === undefined) throw new UndeclaredStateError(`The values that are loaded have no '${name}'.`);
      for (const [name, value] of Object.entries(values)) if (!(name in fitted)) checkWeight(declared, name, value);
      loaded = { ...values };
    },
    read(name) {
      const step = currentStepContext();
      if (name in fitted) return readFitted(name, step, loaded?.[name]);
      const each = known(name);
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

function readFitted(name: string, step: StepContext | undefined, loaded: NdArray | undefined): tf.Tensor {
  if (step?.names.includes(name) === true) return step.read(name);
  if (step === undefined && loaded !== undefined) return tf.tidy(() => toTensor(loaded));
  throw new NotFittedError(
    `'${name}' is computed from the training data, and was not yet. Train first, or load a checkpoint: project.load(path).`,
  );
}

function outsideOwner(name: string): UndeclaredStateError {
  const remedy =
    'A loss is called as context.loss, and needs state beside its function; a learner reads by context.read.';
  return new UndeclaredStateError(`The step has no '${name}' where it is used. ${remedy}`);
}
