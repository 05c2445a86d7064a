import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from './models.mjs';

/**
 * Writes the data of a model, random but the same each time, as flat little-endian numbers, unless they are there already:
 * all peers read the same files.
 *
 * @param {import('./models.mjs').ModelName} name
 * @param {string} folder
 * @returns {string} the path, to which `.inputs` and `.targets` are added
 */
export function writeData(name, folder) {
  const { shape, dtype, vocabulary, classes, samples } = MODELS[name];
  const path = join(folder, name);
  const size = samples * shape.reduce((a, b) => a * b, 1);
  if (existsSync(`${path}.targets`) && statSync(`${path}.inputs`).size === 4 * size) return path;
  mkdirSync(folder, { recursive: true });
  const random = uniforms(7);
  const inputs = dtype === 'float32' ? new Float32Array(size) : new Int32Array(size);
  for (let index = 0; index < size; index++) {
    inputs[index] = dtype === 'float32' ? 2 * random() - 1 : Math.floor(vocabulary * random());
  }
  writeFileSync(`${path}.inputs`, inputs);
  writeFileSync(
    `${path}.targets`,
    Int32Array.from({ length: samples }, () => Math.floor(classes * random())),
  );
  return path;
}

/**
 * Numbers from 0 to 1, by a linear congruential generator: good enough for times, which do not depend on values.
 *
 * @param {number} seed
 */
function uniforms(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
