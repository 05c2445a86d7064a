import type * as tf from '@tensorflow/tfjs';

import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import type { StateDType, StateSpec } from '../steps/state.js';
import { namedLayers, unique } from './layer-names.js';

type Layer = tf.layers.Layer;

/** A weight of a TensorFlow.js layer. */
export interface LayerVariable {
  /** Name and scope, as TensorFlow.js has it. */
  readonly originalName: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly constraint: { apply(value: tf.Tensor): tf.Tensor } | null;
  /** The variable of TensorFlow.js that holds its value. */
  readonly val: tf.Variable;
  read(): tf.Tensor;
  write(value: tf.Tensor): LayerVariable;
}

/** A weight, and its name by structure. */
export interface NamedWeight {
  readonly name: string;
  readonly variable: LayerVariable;
}

interface LayerInternals {
  readonly _trainableWeights: LayerVariable[];
  readonly _nonTrainableWeights: LayerVariable[];
  readonly stateful: boolean;
}

/**
 * The weights of a model, with names that are equal each time it is built.
 *
 * @throws `LML_UNSUPPORTED_MODEL` if the model is not built, keeps state between batches, or has weights in no layer.
 */
export function namedWeights(model: tf.LayersModel): NamedWeight[] {
  if (model.inputs === undefined || model.inputs.length === 0) {
    throw new UnsupportedModelError(
      'The model does not know its input shape, so it has no weights. Give its first layer inputShape.',
    );
  }
  const all = new Set<unknown>(model.weights);
  const weights: NamedWeight[] = [];
  for (const { path, layer } of namedLayers(model)) {
    refuseStateful(layer, path);
    const { _trainableWeights, _nonTrainableWeights } = layer as unknown as LayerInternals;
    const taken = new Set<string>();
    for (const variable of [..._trainableWeights, ..._nonTrainableWeights]) {
      if (!all.delete(variable)) continue;
      const last = variable.originalName.split('/').at(-1)!;
      const own = unique(last, taken, last);
      weights.push({ name: `${path}/${own}`, variable });
    }
  }
  if (all.size > 0) {
    const names = [...all].map((variable) => (variable as LayerVariable).originalName).join(', ');
    throw new UnsupportedModelError(
      `The model has weights that belong to no layer: ${names}. Add them by layer.addWeight.`,
    );
  }
  return weights;
}

/** The weights of a model as an engine declares them; which are trained is asked anew, as layers may be frozen at any time. */
export function weightSpecs(model: tf.LayersModel, weights: readonly NamedWeight[]): StateSpec[] {
  const trainable = new Set<unknown>(model.trainableWeights);
  return weights.map(({ name, variable }) => ({
    name,
    shape: variable.shape,
    dtype: variable.dtype as StateDType,
    trainable: trainable.has(variable),
  }));
}

function refuseStateful(layer: Layer, path: string): void {
  if (!(layer as unknown as LayerInternals).stateful) return;
  throw new UnsupportedModelError(
    `The layer '${path}' is stateful: it carries state from batch to batch outside the model's weights, so a run could not be resumed. ` +
      'Set stateful to false, or return the state as an output and give it back as an input.',
  );
}
