import * as tf from '@tensorflow/tfjs';

import { isRecord } from '../data/given-record.js';
import { isNdArray, sameShape, type NdArray } from '../data/nd-array.js';
import { CheckpointError } from '../errors/checkpoint-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import type { ApplyOptions, LayerSummary, Model } from '../learning/model.js';
import type { RandomStreams } from '../random/random-streams.js';
import type { StateSpec } from '../steps/state.js';
import { currentStepContext, type StepContext, type StepRandom } from '../steps/step-context.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { bindCompositeLayers } from './composite-layers.js';
import { initialValue, watchInitializers } from '../tensorflow/initializers.js';
import { disposeModel } from './layer-lifetime.js';
import { namedLayers, type NamedLayer } from './layer-names.js';
import { penaltyOf } from './layer-penalties.js';
import { namedWeights, weightSpecs, type NamedWeight } from './layer-weights.js';
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
 * (`batchNorm`, `layerNorm`, `lstm`, `gru`, `gelu`), which agree with TensorFlow.js to rounding.
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
      const { model, weights } = known();
      return weightSpecs(model, weights);
    },
    get isFresh() {
      return isFresh;
    },
    get outputShape() {
      const { outputs } = known().model;
      return outputs.length === 1 ? outputs[0]!.shape : undefined;
    },
    async build({ random, prefix = '' }) {
      if (built !== undefined) return;
      const model = typeof source === 'function' ? source() : source;
      try {
        const created = bind(model);
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
      return own.during(context, options.random ?? context?.random, () =>
        own.model.apply(tensors, { training }),
      ) as Output;
    },
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
      const { model, layers, weights } = known();
      return summarise(layers, weightSpecs(model, weights));
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
  during<Value>(context: StepContext | undefined, random: StepRandom | undefined, run: () => Value): Value;
}

function bind(model: tf.LayersModel): Built {
  let context: StepContext | undefined;
  let random: StepRandom | undefined;
  let isActive = false;
  const layers = namedLayers(model);
  const weights = namedWeights(model);
  // A sequential model makes its graph late; applied within a step it would be the step that makes it.
  if (!model.built) (model as unknown as { build(): void }).build();
  const releaseMasks = bindRandomLayers(layers, () => random);
  bindCompositeLayers(
    layers,
    () => isActive,
    ({ path }) => !model.trainable || layers.some((each) => !each.layer.trainable && isWithin(path, each.path)),
  );
  for (const { name, variable } of weights) {
    const read = variable.read.bind(variable);
    const write = variable.write.bind(variable);
    variable.read = () => (context === undefined ? read() : context.read(name));
    variable.write = (value) => {
      if (context === undefined) return write(value);
      context.write(name, value);
      return variable;
    };
  }
  return {
    model,
    layers,
    weights,
    byName: new Map(weights.map((weight) => [weight.name, weight])),
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

/** Whether a layer's path is that of another, or of a layer in it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}/`);
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

function setWeight({ byName, weights }: Built, name: string, value: NdArray): void {
  const weight = byName.get(name);
  if (weight === undefined) {
    throw new CheckpointError(
      `The model has no weight '${name}'. Its weights: ${weights.map((entry) => entry.name).join(', ')}.`,
    );
  }
  if (!sameShape(weight.variable.shape, value.shape)) {
    throw new ShapeMismatchError(
      `The weight '${name}' has shape [${weight.variable.shape.join(', ')}], but was given a value of shape [${value.shape.join(', ')}].`,
    );
  }
  const tensor = toTensor(value);
  // As it is: `write` would apply the weight's constraint, which belongs to updates, and leave a tensor of it.
  weight.variable.val.assign(tensor);
  tensor.dispose();
}

function inputTensors(model: tf.LayersModel, inputs: TensorTree): tf.Tensor | tf.Tensor[] {
  const list = toList(model, inputs);
  if (list.length !== model.inputs.length) {
    throw new ShapeMismatchError(
      `The model takes ${model.inputs.length} inputs (${model.inputNames.join(', ')}), got ${list.length}.`,
    );
  }
  list.forEach((tensor, index) => {
    const expected = model.inputs[index]!.shape;
    const fits =
      tensor.shape.length === expected.length &&
      expected.every((size, axis) => size === null || size === tensor.shape[axis]);
    if (fits) return;
    const shown = expected.map((size, axis) => (size === null ? (axis === 0 ? 'batch' : 'any') : size)).join(', ');
    const isFlat = expected.length === 2 && expected[1] === 1 && tensor.rank === 1;
    const remedy = isFlat
      ? 'Each sample is a list, of one number too: [[1], [2], [3]].'
      : "Look at the dataset's input and the input size that the model was given.";
    throw new ShapeMismatchError(
      `The model takes an input of shape [${shown}], got [${tensor.shape.join(', ')}]. ${remedy}`,
    );
  });
  return list.length === 1 ? list[0]! : list;
}

function toList(model: tf.LayersModel, inputs: TensorTree): tf.Tensor[] {
  if (inputs instanceof tf.Tensor) return [inputs];
  if (isNdArray(inputs))
    throw new InvalidArgumentError('inputs', 'a tensor', inputs, 'Turn an NdArray into one by tf.tensor.');
  const { inputNames: names } = model;
  const given: unknown[] = Array.isArray(inputs) ? inputs : isRecord(inputs) ? names.map((name) => inputs[name]) : [];
  if (given.length > 0 && given.every((part) => part instanceof tf.Tensor)) return given;
  const expected = names.length === 1 ? 'a tensor' : `a tensor for each of its inputs (${names.join(', ')})`;
  throw new InvalidArgumentError('what the model is given', expected, inputs, NAMES);
}

const NAMES = "Look at the names of the batch's parts: one of a labelled dataset is { input, target }.";

function summarise(layers: readonly NamedLayer[], specs: readonly StateSpec[]): ReturnType<Model['summary']> {
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
