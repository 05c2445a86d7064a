import * as tf from '@tensorflow/tfjs';

import type { EngineArray } from '../data/computed-array.js';
import { isNdArray, type NdArray } from '../data/nd-array.js';
import { mapValueTree, readValueTree } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { UndeclaredStateError } from '../errors/undeclared-state-error.js';
import { RandomStreams } from '../random/random-streams.js';
import { createStepRandom } from '../steps/step-random.js';
import { isTensor, treeLeaves, type TensorTree, type ValueTree } from '../tensorflow/tensor-tree.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';
import type { TensorBatch } from './batches.js';
import type { Model } from './model.js';
import { runPredictor, type AnyPredictor, type Predicted, type PredictorContext } from './predictor.js';

/** What a predictor that looks at its batch is shown of it. */
type GivenBatch = Readonly<Record<string, ValueTree<NdArray>>>;

/**
 * Predictions of a predictor for outputs that are on the host, without an engine: to try a predictor, or to use one beside
 * training. What it was fitted to is taken from the predictor itself.
 *
 * Computes on the current TensorFlow.js backend: float64 becomes float32, int64 and uint8 become int32.
 *
 * @throws `LML_NOT_FITTED` if the predictor must be fitted first; `LML_UNDECLARED_STATE` if it reads state that its
 * `state()` does not give; `LML_DTYPE_RANGE` for an int64 that int32 cannot hold; and what the predictor itself throws.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { classification } from '@lml/predictors';
 *
 * const labels = await applyPredictor(classification(), ndArray([[0.1, 2], [3, -1]]));
 * labels; // => { dtype: 'int32', shape: [2], data: Int32Array.of(1, 0) }
 * ```
 */
export async function applyPredictor<Prediction extends Predicted = EngineArray>(
  predictor: AnyPredictor,
  output: ValueTree<NdArray>,
  { model, batch = {} }: { readonly model?: Model | undefined; readonly batch?: GivenBatch | undefined } = {},
): Promise<Prediction> {
  await tf.ready();
  const computed: tf.TensorContainer = tf.tidy(() => {
    const state = new Map(
      (predictor.state?.() ?? []).map(({ name, dtype, value }) => [name, toTensor(value).cast(dtype)] as const),
    );
    const read = (name: string): tf.Tensor => {
      const value = state.get(name);
      if (value !== undefined) return value;
      throw new UndeclaredStateError(
        `The predictor '${predictor.name}' reads '${name}', which its state() does not give. It gives: ${[...state.keys()].join(', ') || 'nothing'}.`,
      );
    };
    const context: PredictorContext = {
      random: createStepRandom(new RandomStreams(0), 'predict', 0),
      batch: tensorsOf(batch) as TensorBatch,
      read,
      get model(): Model {
        if (model !== undefined) return model;
        throw new InvalidArgumentError('model', 'given, since the predictor applies it again', model);
      },
    };
    return runPredictor(predictor, tensorsOf(output), context) as tf.TensorContainer;
  });
  const prediction = computed as TensorTree;
  try {
    return (await readValueTree(prediction, isTensor, toNdArray)) as Prediction;
  } finally {
    tf.dispose(treeLeaves(prediction));
  }
}

function tensorsOf(output: ValueTree<NdArray>): TensorTree {
  return mapValueTree(output, isNdArray, toTensor);
}
