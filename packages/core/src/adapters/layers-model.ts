import type * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import { frozenWeights, type FrozenWeights } from '../learning/freeze.js';
import { checkWeight } from '../learning/model-values.js';
import type { ApplyOptions, LayerSummary, Model, ModelWeight } from '../learning/model.js';
import type { RandomStreams } from '../random/random-streams.js';
import { currentStepContext, type StepContext, type StepRandom } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { bindCompositeLayers } from './composite-layers.js';
import { initialValue, watchInitializers } from '../tensorflow/initializers.js';
import { frozenLayers, isInFrozenLayer, modelWeights } from './frozen-layers.js';
import { disposeModel } from './layer-lifetime.js';
import { namedLayers, type NamedLayer } from './layer-names.js';
import { penaltyOf } from './layer-penalties.js';
import { inputTensors } from './layers-inputs.js';
import { outputNames, outputShapeOf, outputTree } from './layers-outputs.js';
import { namedWeights, type NamedWeight } from './layer-weights.js';
import { bindRandomLayers } from './random-layers.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';

watchInitializers();

/** Options of {@link fromLayers}. */
export interface FromLayersOptions {
  /**
   * Whether the weights are drawn anew from the project's seed when the model is built. Default: false for a model, which
   * keeps its weights; true for a function that makes one.
   */
  readonly reinitialise?: boolean | undefined;
}

/** A {@link Model} over a TensorFlow.js model. */
export interface AdaptedLayersModel extends Model {
  /** The TensorFlow.js model, once built. Its own variables hold the weights while no engine does. */
  readonly layersModel: tf.LayersModel;
}

/**
 * Adapts any `tf.LayersModel` (sequential or functional, nested, recurrent, with layers of your own), or a function that
 * makes one. In a step its variables are read from and written to the engine's state and never move themselves; its
 * dropout and noise layers draw from the step's random streams. Regularizers add to the loss, constraints are kept. By
 * `apply`, normalisation and recurrent layers in their plain forms and the activation `gelu` compute by composites
 * (`batchNorm`, `layerNorm`, `lstm`, `gru`, `gelu`), which agree with TensorFlow.js to rounding. Several outputs are a
 * record by the names of their layers, where all were given names, and else a list.
 *
 * @throws `LML_UNSUPPORTED_MODEL` from `build` for stateful recurrent layers, weights outside any layer, or a model
 * without input shape; `LML_SHAPE_MISMATCH` from `apply`.
 *
 * @example
 * ```ts
 * import { fromLayers, RandomStreams } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
 * await model.build({ random: new RandomStreams(7) });
 * model.weights.map(({ name }) => name); // => ['dense_0/kernel', 'dense_0/bias']
 * model.apply(tf.zeros([1, 3])); // => [[0, 0]]
 * ```
 */
export function fromLayers(
  source: tf.LayersModel | (() => tf.LayersModel),
  { reinitialise = typeof source === 'function' }: FromLayersOptions = {},
): AdaptedLayersModel {
  let built: Built | undefined;
  let isFresh = false;
  const frozen = frozenWeights();
  const known = (): Built => {
    if (built === undefined)
      throw new InvalidArgumentError('model', 'built: await model.build({ random })', 'one that is not');
    return built;
  };
  return {
    get layersModel() {
      return known().model;
    },
    get weights() {
      return modelWeights(known(), frozen);
    },
    get isFresh() {
      return isFresh;
    },
    get outputShape() {
      return outputShapeOf(known().model);
    },
    async build({ random, prefix = '' }) {
      if (built !== undefined) return;
      const model = typeof source === 'function' ? source() : source;
      try {
        const created = bind(model, frozen);
        frozen.check(created.weights.map(({ name }) => name));
        if (reinitialise) initialise(created.weights, random, prefix);
        isFresh = reinitialise;
        built = created;
      } catch (error) {
        if (typeof source === 'function' && model.inputs?.length > 0) disposeModel(model);
        throw error;
      }
      return Promise.resolve();
    },
    apply<Output extends TensorTree = tf.Tensor>(inputs: TensorTree, options: ApplyOptions = {}): Output {
      const own = known();
      const context = currentStepContext();
      const training = options.training ?? context?.training ?? false;
      const tensors = inputTensors(own.model, inputs);
      const outputs = own.during(context, options.random ?? context?.random, () =>
        own.model.apply(tensors, { training }),
      ) as tf.Tensor | tf.Tensor[];
      return outputTree([outputs].flat(), own.outputNames) as TensorTree as Output;
    },
    read(name) {
      const context = currentStepContext();
      if (context !== undefined) return context.read(name);
      const weight = known().byName.get(name);
      if (weight !== undefined) return weight.variable.val;
      const names = [...known().byName.keys()].join(', ');
      throw new InvalidArgumentError('the name of a weight', `one of ${names}`, name);
    },
    freeze: (rule) => frozen.add(rule, built && [...built.byName.keys()]),
    penalty() {
      const own = known();
      return own.during(currentStepContext(), undefined, () => penaltyOf(own.layers));
    },
    constrain(name, value) {
      const constraint = known().byName.get(name)?.variable.constraint;
      return constraint == null ? value : constraint.apply(value);
    },
    async getWeights() {
      const { weights } = known();
      const values = await Promise.all(weights.map(({ variable }) => toNdArray(variable.read())));
      return Object.fromEntries(weights.map(({ name }, index) => [name, values[index]!]));
    },
    setWeights(values) {
      isFresh = false;
      for (const [name, value] of Object.entries(values)) setWeight(known(), name, value);
    },
    summary() {
      const own = known();
      return summarise(own.layers, modelWeights(own, frozen));
    },
    dispose() {
      if (built !== undefined) disposeModel(built.model);
      built = undefined;
    },
  };
}

declare module '../registry/kinds.js' {
  interface KindStandIns {
    /** Any model of TensorFlow.js; see {@link fromLayers}. */
    model: tf.LayersModel;
  }
}

/** A model of TensorFlow.js whose variables and random layers follow the step that runs. */
interface Built {
  readonly model: tf.LayersModel;
  readonly layers: readonly NamedLayer[];
  readonly weights: readonly NamedWeight[];
  readonly byName: ReadonlyMap<string, NamedWeight>;
  readonly outputNames: readonly string[] | undefined;
  during<Value>(context: StepContext | undefined, random: StepRandom | undefined, run: () => Value): Value;
}

function bind(model: tf.LayersModel, frozen: FrozenWeights): Built {
  let context: StepContext | undefined;
  let random: StepRandom | undefined;
  let isActive = false;
  const layers = namedLayers(model);
  const weights = namedWeights(model);
  // A sequential model makes its graph late; applied within a step it would be the step that makes it.
  if (!model.built) (model as unknown as { build(): void }).build();
  const releaseMasks = bindRandomLayers(layers, () => random);
  const isFrozen = (name: string): boolean =>
    (context?.isFrozen?.(name) ?? frozen.has(name)) || isInFrozenLayer(name, frozenLayers(model, layers));
  bindCompositeLayers(
    layers,
    () => isActive,
    ({ path }) => isFrozen(`${path}/moving_mean`),
  );
  for (const { name, variable } of weights) {
    const read = variable.read.bind(variable);
    const write = variable.write.bind(variable);
    variable.read = () => (context === undefined ? read() : context.read(name));
    variable.write = (value) => {
      if (context === undefined) return write(value);
      if (!isFrozen(name)) context.write(name, value);
      return variable;
    };
  }
  return {
    model,
    layers,
    weights,
    byName: new Map(weights.map((weight) => [weight.name, weight])),
    outputNames: outputNames(model),
    during(newContext, newRandom, run) {
      const outer = [context, random, isActive] as const;
      [context, random, isActive] = [newContext, newRandom, true];
      try {
        return run();
      } finally {
        [context, random, isActive] = outer;
        releaseMasks();
      }
    },
  };
}

function initialise(weights: readonly NamedWeight[], random: RandomStreams, prefix: string): void {
  for (const { name, variable } of weights) {
    const value = initialValue(variable, random.at(`init/${prefix}${name}`, 0));
    if (value === undefined) {
      throw new UnsupportedModelError(
        `The weight '${name}' cannot be initialised anew: its model was made before '@lml/core' was imported. ` +
          'Import @lml/core first, or give fromLayers a function that makes the model.',
      );
    }
    // As in setWeights.
    variable.val.assign(value);
    value.dispose();
  }
}

function setWeight({ byName }: Built, name: string, value: NdArray): void {
  const shapes = new Map([...byName].map(([key, { variable }]) => [key, variable]));
  checkWeight(shapes, name, value);
  const weight = byName.get(name)!;
  const tensor = toTensor(value);
  // As it is: `write` would apply the weight's constraint, which belongs to updates, and leave a tensor of it.
  weight.variable.val.assign(tensor);
  tensor.dispose();
}

function summarise(layers: readonly NamedLayer[], specs: readonly ModelWeight[]): ReturnType<Model['summary']> {
  const sizes = specs.map(({ name, shape, trainable }) => ({
    name,
    trainable,
    size: shape.reduce((a, b) => a * b, 1),
  }));
  const total = (list: typeof sizes): number => list.reduce((sum, { size }) => sum + size, 0);
  // TensorFlow.js makes an input layer of its own for each model, named by a counter of the process.
  const shown = layers.filter(({ layer }) => layer.getClassName() !== 'InputLayer');
  const lines = shown.map(({ path, layer }): LayerSummary => {
    const own = sizes.filter(({ name }) => name.slice(0, name.lastIndexOf('/')) === path);
    return { name: path, type: layer.getClassName(), outputShape: outputShape(layer), parameters: total(own) };
  });
  return {
    layers: lines,
    parameters: total(sizes),
    trainableParameters: total(sizes.filter(({ trainable }) => trainable)),
  };
}

function outputShape(layer: tf.layers.Layer): readonly (number | null)[] {
  try {
    const shape = layer.outputShape;
    return (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
  } catch {
    // Layers inside others are in no graph of their own, so they have no output shape to tell.
    return [];
  }
}
