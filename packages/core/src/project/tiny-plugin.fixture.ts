import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { defineComponent, fromLayers, registerPlugin, type AnyComponent, type Model } from '../index.js';
import { tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';

/** Three features, one hidden layer of `units`, one output. */
export const network = (units: number): Model =>
  fromLayers(() =>
    tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3] }), tf.layers.dense({ units: 1 })] }),
  );

/** Options of a trainer that writes and shows nothing. */
export const quiet = { maxEpochs: 2, loggers: [], progressBar: false };

/** Registers the learners `tiny` and `sized`, whose hidden layer has the `units` it is given, and the dataset `tiny`. */
export function registerTinyPlugin(): void {
  const none = z.strictObject({});
  const units = z.strictObject({ units: z.int().positive() });
  const define = (kind: 'learner' | 'dataset', name: string, create: () => unknown): AnyComponent =>
    defineComponent({ kind, name, summary: 'For tests.', schema: none, create: create as () => never });
  const sizedLearner = defineComponent({
    kind: 'learner',
    name: 'sized',
    summary: 'For tests.',
    schema: units,
    create: (options) => tinyLearner({ data: undefined, model: network(options.units) }),
  });
  registerPlugin({
    name: 'lml-plugin-tiny',
    version: '1.0.0',
    apiVersion: 1,
    components: [
      define('learner', 'tiny', () => tinyLearner({ data: undefined })),
      define('dataset', 'tiny', () => tinyData().options.dataset),
      sizedLearner,
    ],
  });
}
