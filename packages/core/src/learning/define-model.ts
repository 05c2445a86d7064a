import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { currentStepContext, type StepRandom } from '../steps/step-context.js';
import { checkTensors, type TensorOf, type TensorsOf, type TypeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { frozenWeights } from './freeze.js';
import type { ApplyOptions, Model } from './model.js';
import { modelValues, type ModelValues } from './model-values.js';
import { outputShapes } from './output-shape.js';
import { applyOutside } from './outside-step.js';
import { summariseWeights } from './summarise-weights.js';
import {
  declaredBuffers,
  declaredWeights,
  type BufferDeclaration,
  type Declared,
  type WeightDeclaration,
} from './weight-declaration.js';

/** Tensors by name, of the shapes that were declared. */
export type NamedTensors<Declarations> = {
  readonly [Name in keyof Declarations]: Declarations[Name] extends WeightDeclaration | BufferDeclaration
    ? TensorOf<Declarations[Name]['shape']>
    : tf.Tensor;
};

/** What a model made of ops may use. */
export interface ModelScope<Weights, Buffers> {
  /** The weights; each is read where it is asked for. */
  readonly weights: NamedTensors<Weights>;
  /** The buffers; what was written in this step is what they give. */
  readonly buffers: NamedTensors<Buffers>;
  /** Whether it is applied as in training. */
  readonly training: boolean;
  /** Random streams. */
  readonly random: StepRandom;
  /** A new value for a buffer. It is dropped outside a step, and where the buffer is frozen. */
  write(buffer: keyof Buffers & string, value: tf.Tensor): void;
  /** Whether a weight or a buffer is frozen. */
  isFrozen(name: (keyof Weights | keyof Buffers) & string): boolean;
}

/** A model made of TensorFlow.js ops. */
export interface ModelDefinition<
  Inputs extends TypeTree,
  Weights extends Readonly<Record<string, WeightDeclaration>>,
  Buffers extends Readonly<Record<string, BufferDeclaration>>,
> {
  /**
   * The shape of what it is given, batch axis first, `null` where a size is free: `[null, 4]`; of another type than float32
   * `{ shape: [null, 8], dtype: 'int32' }`; several as a list or a record.
   */
  readonly inputs: Inputs;
  /** What is trained, by name: `hidden/kernel`. Default: nothing. */
  readonly weights?: Weights | undefined;
  /** What is kept but not trained, such as running statistics. Default: nothing. */
  readonly buffers?: Buffers | undefined;
  /** Outputs for inputs. Synchronous, and pure but for `write`. */
  forward(inputs: TensorsOf<Inputs>, scope: ModelScope<Weights, Buffers>): TensorTree;
  /** What regularisation adds to the loss. Default: nothing. */
  penalty?(scope: ModelScope<Weights, Buffers>): tf.Scalar;
  /** A weight after an update, held to its constraint. Default: as it is. */
  constrain?(name: keyof Weights & string, value: tf.Tensor): tf.Tensor;
}

/**
 * Makes a {@link Model} of TensorFlow.js ops: it declares the weights, draws them, reads them in a step from the engine and outside
 * from its own, and knows the shapes of its outputs, for which it is traced once without computing. Give it several inputs or
 * outputs as a list or a record; use a weight as often as you like. A component's `create` may return it.
 *
 * @throws `LML_INVALID_ARGUMENT` for declarations that cannot be; from `build` `LML_UNSUPPORTED_MODEL` where `forward` fails; from
 * `apply` `LML_SHAPE_MISMATCH` and `LML_INVALID_ARGUMENT` for other inputs than stated.
 *
 * @example
 * ```ts
 * import { defineModel, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = defineModel({
 *   inputs: { left: [null, 3], right: [null, 3] },
 *   weights: { kernel: { shape: [3, 2] }, bias: { shape: [2], initializer: 'zeros' } },
 *   forward({ left, right }, { weights: { kernel, bias } }) {
 *     const tower = (x: tf.Tensor) => tf.add(tf.matMul(x, kernel), bias);
 *     return { distance: tf.sum(tf.squaredDifference(tower(left), tower(right)), 1) };
 *   },
 * });
 * await model.build({ random: new RandomStreams(0) });
 * model.outputShape; // => { distance: [null] }
 * const x = tf.ones([4, 3]);
 * model.apply<{ distance: tf.Tensor }>({ left: x, right: x }).distance; // => [0, 0, 0, 0]
 * ```
 */
export function defineModel<
  const Inputs extends TypeTree,
  const Weights extends Readonly<Record<string, WeightDeclaration>> = Readonly<Record<never, WeightDeclaration>>,
  const Buffers extends Readonly<Record<string, BufferDeclaration>> = Readonly<Record<never, BufferDeclaration>>,
>(definition: ModelDefinition<Inputs, Weights, Buffers>): Model {
  const { inputs: types, weights = {}, buffers = {} } = definition;
  if (typeof definition.forward !== 'function')
    throw new InvalidArgumentError('forward', 'a function (inputs, { weights }) → outputs', definition.forward);
  const declared = [...declaredWeights(weights), ...declaredBuffers(buffers)];
  const names = declared.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new InvalidArgumentError('buffers', 'of other names than the weights', twice);
  const frozen = frozenWeights();
  let built: (Pick<Model, 'outputShape'> & { readonly values: ModelValues }) | undefined;
  let isFresh = false;
  const known = (): NonNullable<typeof built> => {
    if (built !== undefined) return built;
    throw new InvalidArgumentError('model', 'built: await model.build({ random })', 'one that is not');
  };
  /** Runs something as the step does, or else as it is outside. */
  const within = <Value extends tf.TensorContainer>(options: ApplyOptions, run: (scope: Scope) => Value): Value => {
    const compute = (): Value => {
      const context = currentStepContext()!;
      const { training = context.training, random = context.random } = options;
      const isFrozen = (name: string): boolean => context.isFrozen?.(name) ?? frozen.has(name);
      return run({
        weights: valuesByName(Object.keys(weights), (name) => context.read(name)),
        buffers: valuesByName(Object.keys(buffers), (name) => context.read(name)),
        training,
        random,
        isFrozen,
        write(name, value) {
          if (!Object.hasOwn(buffers, name))
            throw new InvalidArgumentError(
              'write',
              `given one of the buffers ${Object.keys(buffers).join(', ')}`,
              name,
            );
          if (!isFrozen(name)) context.write(name, value);
        },
      });
    };
    if (currentStepContext() !== undefined) return tf.tidy(compute);
    const { read } = known().values;
    return applyOutside({ names, read }, options, compute);
  };
  const forward = (inputs: TensorTree, options: ApplyOptions = {}): TensorTree =>
    within(options, (scope) => {
      const output = definition.forward(inputs as TensorsOf<Inputs>, scope as never);
      return requireTree(output) as tf.TensorContainer;
    }) as TensorTree;
  return {
    get weights() {
      known();
      return declared.map(({ name, shape, dtype, trainable }) => ({
        name,
        shape,
        dtype,
        trainable: trainable && !frozen.has(name),
        frozen: frozen.has(name),
      }));
    },
    get outputShape() {
      return known().outputShape;
    },
    inputs: types,
    get isFresh() {
      return isFresh;
    },
    async build({ random, prefix = '' }) {
      if (built !== undefined) return;
      await tf.ready();
      frozen.check(names);
      const outputShape = outputShapes(types, declared, forward);
      const first = firstValues(declared, (name) => random.at(`init/${prefix}${name}`, 0));
      built = { outputShape, values: modelValues(declared, first) };
      isFresh = declared.some(({ isDrawn }) => isDrawn);
    },
    apply<Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options?: ApplyOptions): Output {
      known();
      checkTensors(inputs, types);
      return forward(inputs, options) as Output;
    },
    read: (name) => currentStepContext()?.read(name) ?? known().values.read(name),
    freeze: (rule) => frozen.add(rule, built && names),
    ...(definition.penalty && {
      penalty: () => within({}, (scope) => definition.penalty!(scope as never)),
    }),
    constrain: (name, value) => (Object.hasOwn(weights, name) ? (definition.constrain?.(name, value) ?? value) : value),
    getWeights: () => known().values.getWeights(),
    setWeights(values) {
      known().values.setWeights(values);
      isFresh = false;
    },
    summary() {
      return summariseWeights(this.weights, this.outputShape);
    },
    dispose() {
      built?.values.dispose();
      built = undefined;
    },
  };
}

type Scope = ModelScope<Record<string, unknown>, Record<string, unknown>>;

/** A record of which each value is read where it is asked for. */
function valuesByName(names: readonly string[], read: (name: string) => tf.Tensor): Record<string, tf.Tensor> {
  const values = {};
  for (const name of names) Object.defineProperty(values, name, { enumerable: true, get: () => read(name) });
  return values;
}

function firstValues(
  declared: readonly Declared[],
  random: (name: string) => Parameters<Declared['first']>[0],
): tf.Tensor[] {
  const made: tf.Tensor[] = [];
  try {
    for (const { name, first } of declared) made.push(first(random(name)));
    return made;
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

function requireTree(output: TensorTree): TensorTree {
  if (typeof output === 'object' && (output as unknown) !== null && !(output instanceof Promise)) return output;
  const expected = 'a tensor, or lists and records of tensors';
  throw new InvalidArgumentError('what forward returns', expected, output, 'It is synchronous, and ends with return.');
}
