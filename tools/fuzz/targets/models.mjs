import { LmlError } from '@lml/core';
import fc from 'fast-check';
import { ENGINE_NAMES, runOn, trusted } from '../engines.mjs';
import { models as all, modelCode } from '../models/model.mjs';
import { LOSSES, OPTIMIZERS, prepare } from '../models/training.mjs';
import { differenceOf, isRounding } from '../numbers/compare.mjs';
import { inDouble } from '../numbers/double.mjs';
import { jittered } from '../numbers/jitter.mjs';
import { coordinatesOf, slopes } from '../numbers/slopes.mjs';

/** @typedef {import('@lml/core').NdArray} NdArray */
/** @typedef {Record<string, NdArray>} Arrays */

const STEPS = 3;
/** Of all numbers together, after a few steps. */
const TOLERANCE = 1e-3;
const SLOPE_TOLERANCE = 5e-3;
/** So many weights are compared with differences. */
const COORDINATES = 6;

/**
 * Random models that are trained for a few steps on every engine; the gradients of the first step against differences.
 *
 * @type {import('../search.mjs').Target<{ model: import('../models/model.mjs').ModelCase, loss: keyof typeof LOSSES,
 *   optimizer: keyof typeof OPTIMIZERS, samples: number, seed: number }>}
 */
export const models = {
  name: 'models',
  cases: fc.record({
    model: all,
    loss: fc.constantFrom(.../** @type {(keyof typeof LOSSES)[]} */ (Object.keys(LOSSES))),
    optimizer: fc.constantFrom(.../** @type {(keyof typeof OPTIMIZERS)[]} */ (Object.keys(OPTIMIZERS))),
    samples: fc.constantFrom(2, 1, 4),
    seed: fc.nat(1000),
  }),
  async check({ model, ...rest }, { limit }) {
    const { code, names, input } = modelCode(model);
    const prepared = await prepare({ code, input, ...rest });
    const finding = (/** @type {string} */ engine, /** @type {string} */ what, /** @type {string} */ text) => ({
      kind: `${what} on ${engine}`,
      parts: [...new Set(names)],
      ruins: /memory access out of bounds|Aborted\(/.test(text),
      text: `${text}\n${rest.samples} samples of [${input.shape.join(', ')}], ${rest.loss}, ${rest.optimizer}, seed ${rest.seed}\n${code}`,
    });
    try {
      const { batch, entries, hyper, train, exact } = prepared;
      const program = { run: train, state: entries, hyper, batches: Array.from({ length: STEPS }, () => batch) };
      const inDoubles = async () => (await inDouble(() => runOn('cpu', program))).values;
      /** @type {Arrays | undefined} */
      let expected;
      for (const engine of ENGINE_NAMES) {
        const outcome = await runOn(engine, program);
        const { values, error, warnings } = outcome;
        if (trusted({ [engine]: outcome }, false, limit).length === 0) continue;
        if (error !== undefined) {
          if (LmlError.isInstance(error)) limit(`refused: ${error.code}`);
          else return [finding(engine, 'an error without a code', `${error.name}: ${error.message.split('\n')[0]}`)];
          continue;
        }
        if (warnings.includes('LML_RUNS_EAGERLY')) limit('runs eagerly instead of compiled, and says so');
        if (expected === undefined) {
          expected = values;
          const difference = await againstDifferences(prepared, /** @type {Arrays} */ (values), inDoubles, rest.seed);
          if (difference !== undefined) return [finding(engine, 'gradient', difference)];
        }
        for (const part of parts(exact)) {
          const [actual, wanted] = [values, expected].map((arrays) => joined(/** @type {Arrays} */ (arrays), part));
          const difference = differenceOf(/** @type {NdArray} */ (actual), /** @type {NdArray} */ (wanted), TOLERANCE);
          if (difference === undefined) continue;
          const double = await inDoubles();
          const beside = await jittered(inDoubles);
          if (isRounding(actual, double && joined(double, part), [wanted, beside && joined(beside, part)])) continue;
          return [finding(engine, part, `on ${engine} ${difference}`)];
        }
      }
      return [];
    } finally {
      prepared.dispose();
    }
  },
};

/**
 * What is compared: Adam makes a step of the same size of a gradient that is nothing but rounding, so that weights which do
 * not matter may move apart.
 *
 * @param {boolean} exact
 */
const parts = (exact) => ['gradient', 'loss', ...(exact ? ['state'] : [])];

/**
 * All numbers of one kind as one vector.
 *
 * @param {Arrays} arrays
 * @param {string} part
 * @returns {NdArray}
 */
function joined(arrays, part) {
  const belongs =
    {
      gradient: (/** @type {string} */ key) => key.startsWith('gradient') && key.endsWith('of step 0'),
      loss: (/** @type {string} */ key) => key.startsWith('loss'),
      state: (/** @type {string} */ key) => !/^(gradient|loss) ?.* of step \d+$/.test(key),
    }[part] ?? (() => false);
  const data = Object.entries(arrays).flatMap(([key, array]) => (belongs(key) ? Array.from(array.data, Number) : []));
  return { dtype: 'float32', shape: [data.length], data: Float32Array.from(data) };
}

/**
 * Where the gradients of the first step differ from differences of the loss. Where those with 64 bits agree with them, what is off
 * is rounding.
 *
 * @param {Awaited<ReturnType<typeof prepare>>} prepared
 * @param {Arrays} values
 * @param {() => Promise<Arrays | undefined>} exact the values with 64 bits
 * @param {number} seed
 */
async function againstDifferences({ batch, entries, trained, valueOf }, values, exact, seed) {
  /** @type {{ name: string, coordinate: number, slope: number }[]} */
  const found = [];
  for (const name of trained) {
    const entry = entries.find((each) => each.name === name);
    const { data } = /** @type {import('@lml/core').StateEntry} */ (entry).value;
    const at = (/** @type {Float32Array} */ point) =>
      inDouble(async () => {
        const state = entries.map((each) =>
          each === entry ? { ...each, value: { ...each.value, data: point } } : each,
        );
        const outcome = await runOn('cpu', {
          run: (given) => ({ scalars: { loss: valueOf(given) } }),
          state,
          batches: [batch],
        });
        return Number(outcome.values?.['loss']?.data[0]);
      });
    const coordinates = coordinatesOf(data.length, Math.ceil(COORDINATES / trained.length), seed);
    const slopesOfEntry = await slopes(at, /** @type {Float32Array} */ (data), coordinates);
    for (const [coordinate, slope] of slopesOfEntry) found.push({ name, coordinate, slope });
  }
  const expected = vector(found.map(({ slope }) => slope));
  const gradientsIn = (/** @type {Arrays | undefined} */ arrays) =>
    vector(found.map(({ name, coordinate }) => Number(arrays?.[`gradient of ${name} of step 0`]?.data[coordinate])));
  const actual = gradientsIn(values);
  const difference = differenceOf(actual, expected, SLOPE_TOLERANCE);
  if (difference === undefined || differenceOf(gradientsIn(await exact()), expected, SLOPE_TOLERANCE) === undefined)
    return undefined;
  const shown = found.map(
    ({ name, coordinate, slope }, index) =>
      `${name}[${coordinate}] ${Number(actual.data[index]).toPrecision(5)} (${slope.toPrecision(5)})`,
  );
  return `${difference}\n  gradients (and differences in float64): ${shown.join(', ')}`;
}

/** @param {readonly number[]} values */
const vector = (values) => ({
  dtype: /** @type {const} */ ('float32'),
  shape: [values.length],
  data: Float32Array.from(values),
});
