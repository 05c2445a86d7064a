import {
  componentOption,
  InvalidArgumentError,
  isComponent,
  isNdArray,
  ndArray,
  RandomStreams,
  ShapeMismatchError,
  showShape,
  toNdArray,
  toTensor,
  type Model,
  type NdArray,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** Numbers that a network gives: a tensor, an array, or lists of numbers; of several layers a list or a record of such. */
export type NetworkNumbers =
  tf.Tensor | NdArray | number | readonly NetworkNumbers[] | { readonly [name: string]: NetworkNumbers };

/**
 * Makes numbers of images `[batch, height, width, channels]`. Tensors that it makes beside its result are freed; a promise of another library's
 * network gives arrays or lists of numbers.
 */
export type ImageFunction = (images: tf.Tensor4D) => NetworkNumbers | Promise<NetworkNumbers>;

/** Whether a value is a function, but no component that was not called. */
export function isFunction(value: unknown): boolean {
  return typeof value === 'function' && !isComponent(value);
}

/** The schema of a network of images: a model, or a function. */
export const imageNetwork = z.union([
  z.custom<ImageFunction>(isFunction, 'must be a function of images'),
  componentOption('model'),
]);

/** A network of images. */
export type ImageNetwork = ImageFunction | Model;

/** The option `extractor`, as an entry of a zod object. */
export const extractorShape = {
  /** Makes features `[batch, features]` of images: a model, or a function. */
  extractor: imageNetwork.describe('Makes features `[batch, features]` of images: a model, or a function.'),
};

/** The images of a batch; undefined where there are none. @throws `LML_SHAPE_MISMATCH` for what are no images. */
export function imagesOf(metric: string, side: string, given: unknown): NdArray | undefined {
  const images = isNdArray(given) ? given : ndArray(given as number[]);
  if (images.shape.includes(0)) return undefined;
  if (images.shape.length === 4 && images.dtype !== 'string') return images;
  throw new ShapeMismatchError(
    `${metric} needs ${side} [batch, height, width, channels], got ${images.dtype} ${showShape(images.shape)}.`,
  );
}

/** What a network gives for images, one tensor for each layer. They are the caller's. */
export async function layersOf(metric: string, network: ImageNetwork, images: NdArray): Promise<tf.Tensor[]> {
  if (!tf.getBackend()) await tf.ready();
  const input = tf.tidy(() => tf.cast(toTensor(images), 'float32')) as tf.Tensor4D;
  let layers: tf.Tensor[] = [];
  try {
    layers = tensorsOf(metric, await outputOf(network, input));
  } finally {
    if (!layers.includes(input)) input.dispose();
  }
  return layers;
}

async function outputOf(network: ImageNetwork, images: tf.Tensor4D): Promise<NetworkNumbers> {
  if (typeof network === 'function') return runFunction(() => network(images));
  await network.build({ random: new RandomStreams(0) });
  return tf.tidy(() => network.apply<TensorTree>(images, { training: false }) as tf.TensorContainer) as NetworkNumbers;
}

/** Runs a function, and frees what tensors it makes beside its result. */
export async function runFunction<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  const engine = tf.engine();
  let made: Result | Promise<Result> | undefined;
  engine.startScope();
  try {
    made = run();
  } finally {
    engine.endScope(made instanceof Promise ? undefined : (made as tf.TensorContainer));
  }
  return made;
}

/** Numbers as tensors: those of a list or a record one after the other. */
export function tensorsOf(metric: string, given: unknown): tf.Tensor[] {
  if (given instanceof tf.Tensor) return [given];
  if (isNdArray(given)) return [toTensor(given)];
  if (Array.isArray(given) && given.length > 0)
    return isNumbers(given) ? [toTensor(ndArray(given as number[]))] : given.flatMap((one) => tensorsOf(metric, one));
  if (typeof given === 'object' && given !== null && Object.keys(given).length > 0)
    return Object.values(given).flatMap((one) => tensorsOf(metric, one));
  throw new InvalidArgumentError(`What the network of ${metric} gives`, 'tensors, arrays or lists of numbers', given);
}

function isNumbers(given: readonly unknown[]): boolean {
  const [first] = given;
  return typeof first === 'number' || (Array.isArray(first) && isNumbers(first));
}

/** Features of samples, one row after the other. */
export interface Features {
  readonly count: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** The features of images, `[batch, features]`; undefined where there are no images. */
export async function featuresOf(
  metric: string,
  network: ImageNetwork,
  side: string,
  given: unknown,
): Promise<Features | undefined> {
  const images = imagesOf(metric, side, given);
  if (images === undefined) return undefined;
  const tensors = await layersOf(metric, network, images);
  try {
    return await readRows(metric, tensors, images.shape[0]!);
  } finally {
    tf.dispose(tensors);
  }
}

/** One tensor `[batch, features]` on the host. @throws `LML_SHAPE_MISMATCH` for anything else. */
export async function readRows(metric: string, tensors: readonly tf.Tensor[], batch: number): Promise<Features> {
  const [tensor] = tensors;
  const [count = 0, width = 0, ...rest] = tensor!.shape;
  if (tensors.length !== 1 || tensor!.rank < 2 || rest.length > 0 || count !== batch || width === 0) {
    const shapes = tensors.map(({ shape }) => showShape(shape)).join(', ');
    throw new ShapeMismatchError(
      `${metric} needs features [${batch}, features] of ${batch} samples, its network gives ${shapes}. Average over what is left of height ` +
        'and width.',
    );
  }
  const { data } = await toNdArray(tensor!);
  return { count, width, data: Float32Array.from(data as Float32Array) };
}
