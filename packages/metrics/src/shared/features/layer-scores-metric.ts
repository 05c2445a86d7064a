import {
  InvalidArgumentError,
  metricView,
  sameShape,
  ShapeMismatchError,
  showShape,
  type HostMetric,
  type MetricSettings,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { weightedSums, weightsOf, zero } from '../host-scores-metric.js';
import { numbersOf, resultOf } from '../values.js';
import { imageNetwork, imagesOf, layersOf, type ImageNetwork } from './extractor.js';

/** The option `extractor` of metrics of several layers, as an entry of a zod object. */
export const layersShape = {
  /** Makes feature maps `[batch, height, width, channels]` of images, a list of them: a model, or a function. */
  extractor: imageNetwork.describe(
    'Makes feature maps `[batch, height, width, channels]` of images, a list of them: a model, or a function.',
  ),
};

/** A number for each channel of each layer. */
export const channelNumbers = z.array(z.array(z.number().min(0)));

/** What {@link layerScoresMetric} takes. */
export interface LayerScoresMetricOptions {
  readonly name: string;
  readonly traits: MetricTraits;
  readonly options: MetricSettings;
  readonly extractor: ImageNetwork;
  /** How the scores of images become one. */
  readonly reduction: 'mean' | 'sum' | 'none';
  /** The score of each image, `[batch]`, of what layers make of predictions and targets. The images come first. */
  readonly scores: (prediction: readonly tf.Tensor[], target: readonly tf.Tensor[]) => tf.Tensor;
}

/** Makes a metric of a score for each pair of images, of what the layers of a network make of them. It is counted on the host. */
export function layerScoresMetric(made: LayerScoresMetricOptions): HostMetric {
  const { name, traits, options, extractor, reduction, scores } = made;
  const layers = async (images: ReturnType<typeof imagesOf> & object): Promise<tf.Tensor[]> => {
    const maps = await layersOf(name, extractor, images);
    const first = tf.tidy(() => tf.cast(tf.tensor(images.data as Float32Array, [...images.shape]), 'float32'));
    return [first, ...maps];
  };
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => (reduction === 'none' ? {} : { sum: zero(), total: zero() }),
    async updateHost(input) {
      const prediction = imagesOf(name, 'images', input.prediction);
      const target = imagesOf(name, 'images', input.target);
      if (prediction === undefined || target === undefined || !sameShape(prediction.shape, target.shape)) {
        if (prediction === target) return {};
        throw new ShapeMismatchError(
          `${name} needs images of one shape, got prediction ${showShape(prediction?.shape ?? [0])} and target ` +
            `${showShape(target?.shape ?? [0])}.`,
        );
      }
      const batch = target.shape[0]!;
      const [ours, theirs] = [await layers(prediction), await layers(target)];
      let found: tf.Tensor | undefined;
      try {
        checkLayers(name, batch, ours);
        found = tf.tidy(() => scores(ours, theirs));
        const values = Array.from(await found.data());
        if (reduction === 'none') return { 'kept/scores': resultOf(values) };
        return weightedSums(values, weightsOf(name, input, [batch]));
      } finally {
        tf.dispose([ours, theirs, found ?? []]);
      }
    },
    compute({ sum, total, 'kept/scores': kept }) {
      if (reduction === 'none') return resultOf(numbersOf(kept));
      const [all = 0, weight = 0] = [numbersOf(sum)[0], numbersOf(total)[0]];
      return reduction === 'sum' ? all : all / weight;
    },
  };
}

function checkLayers(name: string, batch: number, layers: readonly tf.Tensor[]): void {
  const wrong = layers.find(({ shape }) => shape.length !== 4 || shape[0] !== batch);
  if (wrong === undefined) return;
  throw new ShapeMismatchError(
    `${name} needs feature maps [${batch}, height, width, channels] of ${batch} images, its network gives ${showShape(wrong.shape)}.`,
  );
}

/**
 * Numbers for the channels of each layer, as tensors.
 *
 * @throws `LML_INVALID_ARGUMENT` where there are not as many as channels.
 */
export function numbersOfChannels(
  what: string,
  given: readonly (readonly number[])[] | undefined,
  layers: readonly tf.Tensor[],
): tf.Tensor1D[] {
  const widths = layers.map(({ shape }) => shape.at(-1)!);
  if (given === undefined) return widths.map((width) => tf.ones<tf.Rank.R1>([width]));
  const fits = given.length === widths.length && widths.every((width, layer) => given[layer]!.length === width);
  if (fits) return given.map((numbers) => tf.tensor1d([...numbers]));
  const received = given.map((numbers) => numbers.length).join(', ');
  throw new InvalidArgumentError(
    what,
    `lists of ${widths.join(', ')} numbers, one for each channel`,
    `lists of ${received}`,
  );
}

/** The mean over height and width, `[batch, channels]`. */
export function meanOfMap(map: tf.Tensor): tf.Tensor {
  return tf.mean(tf.mean(map, 1), 1);
}
