import { cpu, wasm } from '@lml/backends';
import { onnx, tensorflow } from '@lml/compiler';
import { eager } from '@lml/core';
import { findNativeTensorflow, watchLimits } from '@lml/core/engine';

/** @typedef {import('@lml/core').NdArray} NdArray */
/** @typedef {import('@lml/core/engine').Step} Step */
/** @typedef {import('@lml/core').StateEntry} StateEntry */
/** @typedef {'cpu' | 'wasm' | 'onnx' | 'tensorflow'} EngineName */
/** @typedef {Record<string, NdArray>} Arrays */

const hasTensorflow = (await findNativeTensorflow()) !== undefined;

/** What is compared: the eager engine on each backend that LML repairs, and compiled steps, which nothing checks meanwhile. */
/** @type {Partial<Record<EngineName, () => Promise<import('@lml/core').Engine>>>} */
const ENGINES = {
  cpu: async () => {
    await cpu().start();
    return eager();
  },
  wasm: async () => {
    await wasm().start();
    return eager();
  },
  onnx: async () => {
    await cpu().start();
    return onnx({ threads: 1, verify: false });
  },
  ...(hasTensorflow && {
    tensorflow: async () => {
      await cpu().start();
      return tensorflow({ verify: false });
    },
  }),
};

/** The runtimes of engines that compile, by which their known faults are listed. @type {Partial<Record<EngineName, string>>} */
const RUNTIMES = { onnx: 'onnxruntime', tensorflow: 'libtensorflow' };

export const ENGINE_NAMES = /** @type {EngineName[]} */ (Object.keys(ENGINES));

/**
 * What came of running something on an engine.
 *
 * @typedef {object} Outcome
 * @property {Arrays | undefined} values what each step gave, and the state afterwards
 * @property {Error | undefined} error
 * @property {import('@lml/core/engine').KnownLimit[]} limits known faults of the backend or the runtime that were met
 * @property {string[]} warnings by code; `LML_RUNS_EAGERLY` where nothing was compiled
 */

/** The warning that a step runs op by op, with the backend's faults. */
const EAGERLY = 'LML_RUNS_EAGERLY';

let count = 0;

/**
 * Runs a step so many times on an engine.
 *
 * @param {EngineName} name
 * @param {{ run: Step['run'], batches: readonly Arrays[], state?: readonly StateEntry[], training?: boolean,
 *   hyper?: (step: number) => Record<string, number> }} program
 * @returns {Promise<Outcome>}
 */
export async function runOn(name, { run, batches, state = [], training = true, hyper }) {
  /** @type {string[]} */
  const warnings = [];
  /** @type {Set<import('@lml/core/engine').KnownLimit>[]} */
  const [limits, ofRuntime] = [new Set(), new Set()];
  const met = () => {
    if (warnings.includes(EAGERLY)) return [...limits];
    return [...(name in RUNTIMES ? ofRuntime : limits)];
  };
  const { emitWarning } = process;
  process.emitWarning = (/** @type {unknown} */ _, /** @type {unknown} */ options) => {
    warnings.push(/** @type {{ code?: string }} */ (options)?.code ?? 'a warning');
  };
  const engine = await /** @type {() => Promise<import('@lml/core').Engine>} */ (ENGINES[name])();
  try {
    await engine.setup({ seed: 3 });
    engine.declare(state);
    // Warnings are given once for the same words, so each step has a name of its own.
    /** @type {Step} */
    const step = {
      name: `step ${count++}`,
      stage: training ? 'train' : 'predict',
      training,
      run: (...given) =>
        watchLimits(
          (limit) => limits?.add(limit),
          () =>
            watchLimits(
              (limit) => ofRuntime?.add(limit),
              () => run(...given),
              RUNTIMES[name] ?? 'onnxruntime',
            ),
        ),
    };
    /** @type {Arrays} */
    const values = {};
    for (const [number, batch] of batches.entries()) {
      const result = await engine.run(step, batch, { step: number, ...(hyper && { hyper: hyper(number) }) });
      const { scalars, outputs } = result;
      for (const [key, value] of Object.entries({ ...scalars, ...outputs })) {
        const device = /** @type {import('@lml/core/engine').DeviceValue} */ (value);
        values[batches.length === 1 ? key : `${key} of step ${number}`] = await device.read();
        device.dispose();
      }
    }
    for (const [key, value] of Object.entries(await engine.read())) values[key] = value;
    return { values, error: undefined, warnings, limits: met() };
  } catch (error) {
    return {
      values: undefined,
      error: error instanceof Error ? error : new Error(String(error)),
      warnings,
      limits: met(),
    };
  } finally {
    engine.dispose();
    process.emitWarning = emitWarning;
  }
}

/**
 * The outcomes of engines that met no known fault of their backend; those that did are counted.
 *
 * @param {Partial<Record<EngineName, Outcome>>} outcomes
 * @param {boolean} hasNaN whether NaN or infinities are among the numbers, which alone meet some faults
 * @param {(name: string) => void} limit
 */
export function trusted(outcomes, hasNaN, limit) {
  return /** @type {[EngineName, Outcome][]} */ (Object.entries(outcomes)).filter(([, { limits }]) => {
    const met = limits.filter(({ onlyNaN }) => hasNaN || onlyNaN !== true);
    for (const { id } of met) limit(id);
    return met.length === 0;
  });
}
