import type * as tf from '@tensorflow/tfjs';

import { sameShape, showShape, sizeOf } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { currentStepContext, withStepContext, type StepContext } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { trainableOf } from './clone-model.js';
import { cannotFreeze, frozenWeights } from './freeze.js';
import type { ApplyOptions, Model, ModelWeight } from './model.js';
import { modelValues, type ModelValues } from './model-values.js';
import { applyOutside } from './outside-step.js';
import { declaredWeights, type Declared, type WeightDeclaration } from './weight-declaration.js';

/** What a weight is computed from: `read` gives any weight as it is, of the model or of the mapping. */
export type WeightMap = (name: string, read: (name: string) => tf.Tensor) => tf.Tensor;

/** Options of {@link mapWeights}. */
export interface MapWeightsOptions {
  /** Weights besides those of the model: by name, or made from the model's, which are known once it is built. Default: none. */
  readonly weights?:
    | Readonly<Record<string, WeightDeclaration>>
    | ((weights: readonly ModelWeight[]) => Readonly<Record<string, WeightDeclaration>>)
    | undefined;
}

/**
 * A model that computes as another, each of whose weights is first made into another by `map`: by a low-rank update, a mask, a norm.
 * `weights` declares further ones, which are trained, saved and frozen as the model's own; those keep their names, and stay the
 * model's: what is learnt is learnt by both.
 *
 * @throws `LML_INVALID_ARGUMENT` from `build` for a further weight of a name that the model has; `LML_SHAPE_MISMATCH` from `apply`
 * where `map` gives another shape.
 *
 * @example
 * ```ts
 * import { freeze, fromLayers, mapWeights, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const base = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
 * const model = mapWeights(
 *   freeze(base),
 *   (name, read) => (name.endsWith('/kernel') ? tf.add(read(name), tf.matMul(read(`${name}/a`), read(`${name}/b`))) : read(name)),
 *   { weights: { 'dense_0/kernel/a': { shape: [3, 1] }, 'dense_0/kernel/b': { shape: [1, 2], initializer: 'zeros' } } },
 * );
 * await model.build({ random: new RandomStreams(0) });
 * model.summary().trainableParameters; // => 5
 * ```
 */
export function mapWeights(model: Model, map: WeightMap, { weights: further = {} }: MapWeightsOptions = {}): Model {
  if (typeof map !== 'function') throw new InvalidArgumentError('map', 'a function (name, read) → tensor', map);
  const frozen = frozenWeights();
  let built: { readonly own: readonly Declared[]; readonly values: ModelValues } | undefined;
  const known = (): NonNullable<typeof built> => {
    if (built !== undefined) return built;
    throw new InvalidArgumentError('model', 'built: await model.build({ random })', 'one that is not');
  };
  let isFresh = true;
  const isOwn = (name: string): boolean => known().own.some((spec) => spec.name === name);
  const ownWeights = (): ModelWeight[] =>
    known().own.map(({ name, shape, dtype, trainable }) => {
      const isFrozen = frozen.has(name);
      return { name, shape, dtype, trainable: trainable && !isFrozen, frozen: isFrozen };
    });
  const weights = (): readonly ModelWeight[] => [...model.weights, ...ownWeights()];
  const within = <Value extends TensorTree | undefined>(options: ApplyOptions, run: () => Value): Value => {
    const compute = (): Value => withStepContext(mappedContext(currentStepContext()!, model, map), run);
    if (currentStepContext() !== undefined) return compute();
    const names = weights().map(({ name }) => name);
    const read = (name: string): tf.Tensor => (isOwn(name) ? known().values.read(name) : model.read(name));
    return applyOutside({ names, read }, options, compute as () => tf.TensorContainer) as Value;
  };
  return {
    get weights() {
      return weights();
    },
    get outputShape() {
      known();
      return model.outputShape;
    },
    get isFresh() {
      return model.isFresh === undefined ? undefined : isFresh && model.isFresh;
    },
    async build({ random, prefix = '' }) {
      if (built !== undefined) return;
      await model.build({ random, prefix });
      const base = model.weights;
      const own = declaredWeights(typeof further === 'function' ? further(base) : further);
      const twice = own.find(({ name }) => base.some((weight) => weight.name === name));
      if (twice !== undefined)
        throw new InvalidArgumentError('weights', "of other names than the model's weights", twice.name);
      frozen.check([...base, ...own].map(({ name }) => name));
      const first = own.map((each) => each.first(random.at(`init/${prefix}${each.name}`, 0)));
      built = { own, values: modelValues(own, first) };
    },
    get inputs() {
      return model.inputs;
    },
    apply: <Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options: ApplyOptions = {}): Output =>
      within(options, () => model.apply<Output>(inputs, options)),
    read: (name) => currentStepContext()?.read(name) ?? (isOwn(name) ? known().values.read(name) : model.read(name)),
    freeze(rule) {
      if (model.freeze === undefined) throw cannotFreeze();
      frozen.add(rule, built && weights().map(({ name }) => name));
      model.freeze({ frozen: rule.frozen, matches: (name) => rule.matches(name) });
    },
    penalty: () => within({}, () => model.penalty?.()),
    constrain: (name, value) => (isOwn(name) ? value : (model.constrain?.(name, value) ?? value)),
    getWeights: async () => ({ ...(await model.getWeights()), ...(await known().values.getWeights()) }),
    setWeights(values) {
      const entries = Object.entries(values);
      model.setWeights(Object.fromEntries(entries.filter(([name]) => !isOwn(name))));
      known().values.setWeights(Object.fromEntries(entries.filter(([name]) => isOwn(name))));
      isFresh = false;
    },
    summary() {
      const { layers, parameters } = model.summary();
      const own = ownWeights().map(({ name, shape }) => ({
        name,
        type: 'Weight',
        outputShape: shape,
        parameters: sizeOf(shape),
      }));
      return {
        layers: [...layers, ...own],
        parameters: own.reduce((sum, { parameters: size }) => sum + size, parameters),
        trainableParameters: trainableOf(weights()),
      };
    },
    dispose() {
      built?.values.dispose();
      built = undefined;
      model.dispose();
    },
  };
}

/** The step as the model sees it: its weights are what the map makes of them. */
function mappedContext(context: StepContext, model: Model, map: WeightMap): StepContext {
  const specs = new Map(model.weights.map((spec) => [spec.name, spec]));
  const raw = (name: string): tf.Tensor => context.read(name);
  const read = (name: string): tf.Tensor => {
    const spec = specs.get(name);
    if (spec === undefined) return raw(name);
    const value = map(name, raw);
    if (typeof value !== 'object' || !('dataId' in value))
      throw new InvalidArgumentError(`what map gives for '${name}'`, 'a tensor', value, 'Return read(name) as it is.');
    if (sameShape(value.shape, spec.shape)) return value;
    throw new ShapeMismatchError(
      `The weight '${name}' has shape ${showShape(spec.shape)}, but map makes one of shape ${showShape(value.shape)} of it.`,
    );
  };
  return Object.create(context, { read: { value: read } }) as StepContext;
}
