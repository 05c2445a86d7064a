import { attention, fromLayers, gelu, layerNorm } from '@lml/core';
import { mlp } from '@lml/models';
import { layersModels } from '../layers/index.mjs';
import { EPSILON } from '../layers/plain-parts.mjs';

/**
 * Core's composites, which engines may run as something better.
 *
 * @type {import('../layers/plain-parts.mjs').EncoderParts}
 */
const compositeParts = {
  attention: (query, key, value) => attention(query, key, value),
  gelu: (x) => gelu(x),
  layerNorm: (x, gamma, beta) => layerNorm(x, { gamma, beta, epsilon: EPSILON }),
};

/**
 * The models as LML trains them: that of `@lml/models` where it has the same, else the layers that TensorFlow.js trains too.
 *
 * @type {Readonly<Record<import('../models.mjs').ModelName, () => import('@lml/core').Model>>}
 */
export const lmlModels = {
  mlp: () => mlp({ inputSize: 784, hiddenSizes: [128], outputSize: 10 }),
  lenet: () => fromLayers(layersModels.lenet),
  resnet20: () => fromLayers(layersModels.resnet20),
  lstm: () => fromLayers(layersModels.lstm),
  transformer: () => fromLayers(() => layersModels.transformer(compositeParts)),
};
