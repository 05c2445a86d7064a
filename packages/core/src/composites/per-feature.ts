import type * as tf from '@tensorflow/tfjs';

import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';

/** Weights of a normalisation, one for each feature of the last axis. */
export interface FeatureWeights {
  /** Multiplies the normalised values. Default: nothing does. */
  readonly gamma?: tf.Tensor | undefined;
  /** Is added to them. Default: nothing is. */
  readonly beta?: tf.Tensor | undefined;
}

/** The inputs of a normalisation, and which of its weights are among them. */
export interface NormalisationCall {
  readonly inputs: tf.Tensor[];
  readonly scale: boolean;
  readonly center: boolean;
}

/** Lists the inputs of a normalisation, and refuses weights that do not fit. */
export function normalisationCall(name: string, x: tf.Tensor, { gamma, beta }: FeatureWeights): NormalisationCall {
  const features = x.shape.at(-1);
  if (features === undefined)
    throw new ShapeMismatchError(`${name} works along the last axis of a tensor, got a scalar.`);
  for (const [weight, tensor] of Object.entries({ gamma, beta })) {
    if (tensor === undefined || (tensor.rank === 1 && tensor.shape[0] === features)) continue;
    throw new ShapeMismatchError(
      `${name} needs ${weight} of shape [${features}], one number for each feature of x [${x.shape.join(', ')}], ` +
        `got [${tensor.shape.join(', ')}].`,
    );
  }
  const weights = [gamma, beta].filter((weight) => weight !== undefined);
  return { inputs: [x, ...weights], scale: gamma !== undefined, center: beta !== undefined };
}

/** The axes of a tensor but its last. */
export function leadingAxes({ rank }: tf.Tensor): number[] {
  return Array.from({ length: rank - 1 }, (_, axis) => axis);
}
