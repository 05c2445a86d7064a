import * as tf from '@tensorflow/tfjs';

import { sizeOf } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { currentStepContext, withStepContext } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { frozenWeights } from './freeze.js';
import type { ApplyOptions, Model, ModelWeight } from './model.js';
import { modelValues, type ModelValues } from './model-values.js';
import { applyOutside } from './outside-step.js';

/**
 * A model that computes as another and has weights of its own, for a teacher or averages. Their first values are those that `model`
 * has when the copy is built, which builds `model` too. What is frozen in `model` then is frozen in the copy. The structure is
 * shared: once `model` is disposed, its copies cannot be applied any more.
 *
 * In a step its weights stand under the names of `model`'s, so give the two names: `modelGroup({ student: model, teacher:
 * cloneModel(model) })`.
 *
 * @example
 * ```ts
 * import { cloneModel, freeze, fromLayers, modelGroup, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const student = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }));
 * const group = modelGroup({ student, teacher: freeze(cloneModel(student)) });
 * await group.build({ random: new RandomStreams(0) });
 * student.setWeights({ 'dense_0/bias': { dtype: 'float32', shape: [1], data: Float32Array.of(3) } });
 * (await group.getWeights())['teacher/dense_0/bias']!.data; // => Float32Array.of(0)
 * ```
 */
export function cloneModel(model: Model): Model {
  const frozen = frozenWeights();
  let built: { readonly specs: readonly ModelWeight[]; readonly values: ModelValues } | undefined;
  let isFresh: boolean | undefined;
  const known = (): NonNullable<typeof built> => {
    if (built !== undefined) return built;
    throw new InvalidArgumentError('model', 'built: await model.build({ random })', 'one that is not');
  };
  const isFrozen = (name: string): boolean =>
    frozen.has(name) || known().specs.some((spec) => spec.name === name && spec.frozen === true);
  const weights = (): readonly ModelWeight[] =>
    known().specs.map((spec) => {
      const own = isFrozen(spec.name);
      return { ...spec, trainable: spec.trainable && !own, frozen: own };
    });
  /** Runs something of the model with the copy's own weights. */
  const within = <Value extends TensorTree | undefined>(options: ApplyOptions, run: () => Value): Value => {
    const context = currentStepContext();
    if (context !== undefined)
      return withStepContext(Object.create(context, { isFrozen: { value: isFrozen } }) as typeof context, run);
    const { specs, values } = known();
    const names = specs.map(({ name }) => name);
    return applyOutside({ names, read: values.read, isFrozen }, options, run as () => tf.TensorContainer) as Value;
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
      return isFresh;
    },
    async build(context) {
      if (built !== undefined) return;
      await model.build(context);
      const specs = model.weights;
      frozen.check(specs.map(({ name }) => name));
      isFresh = model.isFresh;
      built = {
        specs,
        values: modelValues(
          specs,
          specs.map(({ name }) => tf.clone(model.read(name))),
        ),
      };
    },
    get inputs() {
      return model.inputs;
    },
    apply: <Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options: ApplyOptions = {}): Output =>
      within(options, () => model.apply<Output>(inputs, options)),
    read: (name) => currentStepContext()?.read(name) ?? known().values.read(name),
    freeze: (rule) =>
      frozen.add(
        rule,
        built?.specs.map(({ name }) => name),
      ),
    penalty: () => within({}, () => model.penalty?.()),
    constrain: (name, value) => model.constrain?.(name, value) ?? value,
    getWeights: () => known().values.getWeights(),
    setWeights(values) {
      known().values.setWeights(values);
      isFresh = false;
    },
    summary: () => ({ ...model.summary(), trainableParameters: trainableOf(weights()) }),
    dispose() {
      built?.values.dispose();
      built = undefined;
    },
  };
}

/** How many numbers are trained. */
export function trainableOf(weights: readonly ModelWeight[]): number {
  return weights.reduce((sum, { trainable, shape }) => sum + (trainable ? sizeOf(shape) : 0), 0);
}
