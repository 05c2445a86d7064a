import { attention, gelu, layerNorm } from '@lml/core';
import { EPSILON } from '../layers/plain-parts.mjs';

/**
 * Core's composites, which engines may run as something better.
 *
 * @type {import('../layers/plain-parts.mjs').EncoderParts}
 */
export const compositeParts = {
  attention: (query, key, value) => attention(query, key, value),
  gelu: (x) => gelu(x),
  layerNorm: (x, gamma, beta) => layerNorm(x, { gamma, beta, epsilon: EPSILON }),
};
