import { cpu } from '@lml/backends';
import { LmlError, valueAndGradients } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { ENGINE_NAMES, runOn, trusted } from '../engines.mjs';
import { differenceOf, isRounding, sizeOfNumbers } from '../numbers/compare.mjs';
import { inDouble } from '../numbers/double.mjs';
import { jittered } from '../numbers/jitter.mjs';
import { coordinatesOf, slopes } from '../numbers/slopes.mjs';
import { floats, offByOneBit, valuesOf } from '../numbers/values.mjs';
import { functionOf, gradientsOf, NAMES, slopeAlong, weighted } from './functions.mjs';

/** @typedef {import('@lml/core').NdArray} NdArray */
/** @typedef {import('../engines.mjs').Outcome} Outcome */
/** @typedef {import('../search.mjs').Finding} Finding */
/** @typedef {Record<string, NdArray>} Arrays */

/** Between engines, of the size of all numbers: sums of some hundred float32. */
const TOLERANCE = 1e-4;
/** Where several gradients are taken, the size of the largest of them, by this, is the least that others are measured by. */
const LEAST = 0.1;
/** Against differences, which are exact to about 1e-6 on smooth functions. */
const SLOPE_TOLERANCE = 2e-3;
const COORDINATES = 8;

/** Known faults by which a backend writes where it may not. */
const RUINOUS = new Set(['wasm/cumulative-negative-axis']);
/** What a backend says that has written where it may not: all that it computes from then on is void. */
const RUINED = /memory access out of bounds|Aborted\(/;

/**
 * A function at a point.
 *
 * @typedef {object} Problem
 * @property {readonly string[]} parts what it is made of
 * @property {string} code
 * @property {readonly NdArray[]} inputs
 * @property {readonly string[]} made the inputs as code
 * @property {boolean} smooth whether differences of it are to be trusted
 * @property {number} seed of weights and directions
 * @property {number} [coordinates] so many of an input are compared with differences; default 8
 * @property {1 | 2} [orders] of gradients; default 2
 * @property {number} [tolerance] between engines; default 1e-4
 * @property {number} [least] the least size that numbers are measured by between engines: below it they may be but rounding
 */

/**
 * What a function gives on every engine, with first and second gradients, against each other and against differences.
 *
 * @param {Problem} problem
 * @param {import('../search.mjs').Tools} tools
 * @returns {Promise<Finding[]>}
 */
export async function judge(problem, { limit: count, ruin }) {
  const limit = (/** @type {string} */ name) => {
    count(name);
    if (RUINOUS.has(name)) ruin();
  };
  const compute = functionOf(problem.code);
  const batch = Object.fromEntries(problem.inputs.map((input, index) => [`x${index}`, input]));
  const inputsOf = (/** @type {any} */ given) => problem.inputs.map((_, index) => given[`x${index}`]);
  const hasNaN = problem.inputs.some(({ data }) => Array.from(data, Number).some((value) => !Number.isFinite(value)));
  const onAll = (/** @type {Program} */ program) => runOnAll(program, hasNaN, limit);
  const values = await onAll({ run: (given) => ({ outputs: { value: compute(inputsOf(given)) } }), batches: [batch] });
  const found = await compare(problem, 'value', values, limit);
  const value = values.reference?.values?.['value'];
  const positions = [...problem.inputs.keys()].filter((index) => problem.inputs[index]?.dtype === 'float32');
  // Where values differ, what their gradients are is of no interest.
  if (found.length > 0 || value?.dtype !== 'float32' || value.data.length === 0 || positions.length === 0) return found;

  const weights = valuesOf(floats(value.shape), 'normal', problem.seed + 1);
  const directions = positions.map((at) =>
    valuesOf(floats(problem.inputs[at]?.shape ?? []), 'normal', problem.seed + 2 + at),
  );
  const named = Object.fromEntries(directions.map((each, index) => [`d${index}`, each]));
  const first = await onAll({
    run(given) {
      const gradients = gradientsOf(compute, inputsOf(given), positions, /** @type {any} */ (given)['weights']);
      return { outputs: Object.fromEntries(gradients.map((gradient, index) => [`gradient${index}`, gradient])) };
    },
    batches: [{ ...batch, weights }],
  });
  found.push(...(await compare(problem, 'gradient', first, limit)));
  if (!problem.smooth || found.length > 0 || first.reference?.values === undefined) return found;
  if (isTrusted(values)) {
    const exact = await differences(problem, positions, (inputs) => weighted(compute, inputs, tensorOf(weights)));
    found.push(...(await against(problem, 'gradient', first, 'gradient', exact)));
  }
  if (found.length > 0 || first.reference?.values === undefined || problem.orders === 1) return found;

  const second = await onAll({
    run(given) {
      const inputs = inputsOf(given);
      const along = directions.map((_, index) => /** @type {any} */ (given)[`d${index}`]);
      const { gradients } = valueAndGradients(
        () => slopeAlong(compute, inputs, positions, /** @type {any} */ (given)['weights'], along),
        positions.map((position) => inputs[position]),
      );
      return { outputs: Object.fromEntries(gradients.map((gradient, index) => [`second${index}`, gradient])) };
    },
    batches: [{ ...batch, weights, ...named }],
  });
  found.push(...(await compare(problem, 'second gradient', second, limit)));
  if (found.length > 0 || second.reference?.values === undefined || !isTrusted(first)) return found;
  const bends = await differences(problem, positions, (inputs) =>
    slopeAlong(compute, inputs, positions, tensorOf(weights), directions.map(tensorOf)),
  );
  return [...found, ...(await against(problem, 'second gradient', second, 'second', bends))];
}

/** @typedef {Parameters<typeof runOn>[1]} Program */

/**
 * @typedef {object} Compared
 * @property {[string, Outcome][]} outcomes of engines that met no known fault of their backend
 * @property {Outcome | undefined} reference the first of them
 * @property {() => Promise<Outcome>} exact what the cpu backend gives with 64 bits
 * @property {() => Promise<Outcome>} moved the same where inputs and the results of kernels are off by their last bit
 */

/**
 * Whether differences, which are those of the cpu backend, can be trusted: it met no fault in what they are made of.
 *
 * @param {Compared} compared
 */
const isTrusted = ({ outcomes }) => outcomes.some(([name]) => name === 'cpu');

/**
 * @param {Program} program
 * @param {boolean} hasNaN
 * @param {(name: string) => void} limit
 * @returns {Promise<Compared>}
 */
async function runOnAll(program, hasNaN, limit) {
  /** @type {Partial<Record<import('../engines.mjs').EngineName, Outcome>>} */
  const all = {};
  for (const name of ENGINE_NAMES) all[name] = await runOn(name, program);
  const outcomes = trusted(all, hasNaN, limit);
  const inDoubleOn = (/** @type {Program} */ given) => inDouble(() => runOn('cpu', given));
  return {
    outcomes,
    reference: outcomes[0]?.[1],
    exact: () => inDoubleOn(program),
    moved: () => jittered(() => inDoubleOn({ ...program, batches: program.batches.map(offByOneBit) })),
  };
}

/**
 * Compares engines with the first one. All may refuse; then it must be with a code, if it is for the want of a gradient.
 *
 * @param {Problem} problem
 * @param {string} what
 * @param {Compared} compared
 * @param {(name: string) => void} limit
 * @returns {Promise<Finding[]>}
 */
async function compare(problem, what, { outcomes, reference, exact, moved }, limit) {
  const all = (/** @type {string} */ part) =>
    outcomes
      .map(
        ([name, { values, error }]) => `\n  ${name}: ${error === undefined ? numbers(values?.[part]) : shown(error)}`,
      )
      .join('');
  const first = outcomes[0]?.[0] ?? '';
  const refusals = outcomes.filter(([, { error }]) => error !== undefined);
  const isCoded = refusals.every(([, { error }]) => LmlError.isInstance(error));
  if (refusals.length === outcomes.length && (isCoded || what === 'value')) {
    limit(`${what} refused on every engine`);
    return [];
  }
  if (reference?.values === undefined) {
    const how = isCoded ? 'refused on some engines' : 'an error without a code';
    return [finding(problem, first, what, `${how}:${all(Object.keys(outcomes[1]?.[1].values ?? {})[0] ?? '')}`)];
  }
  const largest = Math.max(...Object.values(reference.values).map(sizeOfNumbers), 1e-5);
  const least = Math.max(LEAST * largest, problem.least ?? 0);
  for (const [name, { values, error, warnings }] of outcomes) {
    if (warnings.includes('LML_RUNS_EAGERLY')) limit('runs eagerly instead of compiled, and says so');
    if (error !== undefined)
      return [finding(problem, name, what, `fails on ${name}, works on ${first}: ${shown(error)}`)];
    for (const [part, expected] of Object.entries(reference.values)) {
      const actual = /** @type {NdArray} */ (values?.[part]);
      const difference = differenceOf(actual, expected, problem.tolerance ?? TOLERANCE, least);
      if (difference === undefined) continue;
      if (problem.smooth) {
        const [double, beside] = [(await exact()).values?.[part], (await moved()).values?.[part]];
        if (isRounding(actual, double, [expected, beside])) continue;
      }
      return [finding(problem, name, what, `${part} on ${name} ${difference}${all(part)}`)];
    }
  }
  return [];
}

/**
 * Compares gradients with differences. Where those with 64 bits agree with them, what is off is rounding.
 *
 * @param {Problem} problem
 * @param {string} what
 * @param {Compared} compared
 * @param {string} prefix
 * @param {readonly Map<number, number>[]} slopesOfInputs
 * @returns {Promise<Finding[]>}
 */
async function against(problem, what, { reference, exact }, prefix, slopesOfInputs) {
  const wanted = slopesOfInputs.map((slopesOfInput) => vector([...slopesOfInput.values()]));
  const least = LEAST * Math.max(...wanted.map(sizeOfNumbers), 1e-5);
  for (const [index, expected] of wanted.entries()) {
    const coordinates = [.../** @type {Map<number, number>} */ (slopesOfInputs[index]).keys()];
    const pick = (/** @type {Outcome | undefined} */ outcome) =>
      vector(coordinates.map((at) => Number(outcome?.values?.[`${prefix}${index}`]?.data[at])));
    const actual = pick(reference);
    const difference = differenceOf(actual, expected, SLOPE_TOLERANCE, least);
    if (difference === undefined || differenceOf(pick(await exact()), expected, SLOPE_TOLERANCE, least) === undefined)
      continue;
    const all = `eager and compiled: ${numbers(actual)}\n  differences in float64: ${numbers(expected)}`;
    return [finding(problem, 'all', what, `${prefix}${index} ${difference}\n  ${all}\n  at ${coordinates.join(', ')}`)];
  }
  return [];
}

/** @param {readonly number[]} values */
const vector = (values) => ({
  dtype: /** @type {const} */ ('float32'),
  shape: [values.length],
  data: Float32Array.from(values),
});

/**
 * For each differentiable input its slopes by coordinate, where there are any.
 *
 * @param {Problem} problem
 * @param {readonly number[]} positions
 * @param {(inputs: readonly tf.Tensor[]) => tf.Scalar} compute
 */
async function differences({ inputs, seed, coordinates = COORDINATES }, positions, compute) {
  await cpu().start();
  const all = [];
  for (const position of positions) {
    const { data } = /** @type {NdArray} */ (inputs[position]);
    const at = (/** @type {Float32Array} */ point) =>
      inDouble(async () => {
        const given = inputs.map((input, index) => (index === position ? { ...input, data: point } : input));
        const value = tf.tidy(() => compute(given.map(tensorOf)));
        const numbersOfValue = await value.data();
        value.dispose();
        return Number(numbersOfValue[0]);
      });
    all.push(await slopes(at, /** @type {Float32Array} */ (data), coordinatesOf(data.length, coordinates, seed)));
  }
  return all;
}

/** @param {{ shape: readonly number[], dtype: string, data: ArrayLike<unknown> }} array */
function tensorOf({ shape, dtype, data }) {
  const numbersOf = dtype === 'float32' ? Float32Array.from(data, Number) : Int32Array.from(data, Number);
  return tf.tensor(
    dtype === 'bool' ? Uint8Array.from(numbersOf) : numbersOf,
    [...shape],
    /** @type {tf.DataType} */ (dtype),
  );
}

/** @param {Error} error */
const shown = (error) => `${LmlError.isInstance(error) ? error.code : error.name}: ${error.message.split('\n')[0]}`;

/** @param {NdArray | undefined} array */
function numbers(array) {
  if (array === undefined) return 'nothing';
  const some = Array.from(array.data, Number).slice(0, 12);
  const texts = some.map((value) => String(Number(value.toPrecision(7))));
  return `[${texts.join(', ')}${array.data.length > 12 ? ', …' : ''}]`;
}

/**
 * @param {Problem} problem
 * @param {string} engine
 * @param {string} what
 * @param {string} text
 * @returns {Finding}
 */
function finding({ parts, code, made }, engine, what, text) {
  const lines = made.map((input, index) => `const ${NAMES[index]} = ${input};`);
  return {
    kind: `${what} on ${engine}`,
    parts,
    ruins: RUINED.test(text),
    text: `${text}\n${[...lines, `${code};`].join('\n')}`,
  };
}
