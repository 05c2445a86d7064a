import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { layersOfRank } from './layers.mjs';

/**
 * @typedef {object} ModelCase
 * @property {number[]} shape of one sample
 * @property {boolean} tokens whether samples are words, which are embedded
 * @property {{ pick: number, number: number }[]} chosen
 */

/** Models of some layers: small numbers, of which code is made. @type {fc.Arbitrary<ModelCase>} */
export const models = fc.record({
  shape: fc.constantFrom([3], [4, 2], [5, 5, 2], [4, 6, 16], [1], [1, 3], [6, 1]),
  tokens: fc.boolean(),
  chosen: fc.array(fc.record({ pick: fc.nat(1000), number: fc.nat(11) }), { minLength: 1, maxLength: 5 }),
});

/**
 * The code of a model whose samples have three outputs, which are scores.
 *
 * @param {ModelCase} model
 */
export function modelCode({ shape, tokens, chosen }) {
  const isText = tokens && shape.length === 2;
  const first = isText
    ? `embedding({ inputDim: 5, outputDim: ${shape[1]}, inputLength: ${shape[0]} })`
    : `inputLayer({ inputShape: [${shape.join(', ')}] })`;
  const layers = [first];
  const names = [];
  let last = shape;
  for (const { pick, number } of chosen) {
    const rank = /** @type {1 | 2 | 3} */ (last.length);
    const known = Object.entries(layersOfRank[rank] ?? {});
    const [name, make] = known[pick % known.length] ?? [];
    const code = make?.(number, last);
    const next = code === undefined ? undefined : shapeAfter(code, last);
    if (name === undefined || code === undefined || next === undefined) continue;
    layers.push(code);
    names.push(name);
    last = next;
  }
  if (last.length > 1) layers.push('flatten({})');
  layers.push('dense({ units: 3 })');
  return {
    code: `tf.sequential({\n  layers: [\n${layers.map((layer) => `    tf.layers.${layer},\n`).join('')}  ],\n})`,
    names,
    input: isText ? { shape: shape.slice(0, 1), words: 5 } : { shape, words: 0 },
  };
}

/**
 * What a layer makes of one sample's shape, or nothing if it does not take it.
 *
 * @param {string} code
 * @param {readonly number[]} shape
 */
function shapeAfter(code, shape) {
  try {
    const layer = /** @type {tf.layers.Layer} */ (new Function('tf', `return tf.layers.${code};`)(tf));
    const [, ...after] = /** @type {number[]} */ (layer.computeOutputShape([null, ...shape]));
    const isSmall = after.every((size) => size > 0) && after.reduce((a, b) => a * b, 1) < 2000;
    return isSmall && after.length < 4 && after.length > 0 ? after : undefined;
  } catch {
    return undefined;
  }
}
