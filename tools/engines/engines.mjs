import { tensorflow as tensorflowBackend, wasm } from '@lml/backends';
import { onnx, tensorflow } from '@lml/compiler';
import { eager } from '@lml/core';
import { findNativeTensorflow } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

/** @typedef {import('@lml/core').Engine} Engine */
/** @typedef {import('@lml/core').NdArray} NdArray */
/** @typedef {import('@lml/core').StateEntry} StateEntry */
/** @typedef {import('@lml/core/engine').Step} Step */

/** Whether this machine has tfjs-node. */
const hasTensorflow = (await findNativeTensorflow()) !== undefined;

/**
 * The engines by name.
 *
 * @type {Readonly<Record<string, () => Engine>>}
 */
export const engines = {
  eager: () => eager(),
  onnx: () => onnx({ threads: 1 }),
  threads: () => onnx({ threads: 2 }),
  ...(hasTensorflow ? { tensorflow: () => tensorflow() } : {}),
};

/** Where golden cases run: TensorFlow.js as it comes, the repaired backend, and compiled steps. */
export const goldenEngines = {
  'eager (cpu)': async () => (await tf.setBackend('cpu'), eager()),
  'eager (wasm)': async () => (await wasm().start(), eager()),
  onnx: async () => (await tf.setBackend('cpu'), onnx({ threads: 1 })),
  ...(hasTensorflow
    ? {
        'eager (tensorflow)': async () => (await tensorflowBackend().start(), eager()),
        tensorflow: async () => (await tf.setBackend('cpu'), tensorflow()),
      }
    : {}),
};

let count = 0;

/**
 * A training step. Each has a name of its own, since a warning is given once for the same words.
 *
 * @param {Step['run']} run
 * @returns {Step}
 */
export function stepOf(run) {
  return { name: `step ${count++}`, stage: 'train', training: true, run };
}

/**
 * Runs something on an engine that holds some state, and fails where anything is warned of: that a step runs op by op.
 *
 * @template Value
 * @param {string} name
 * @param {readonly StateEntry[]} state
 * @param {(engine: Engine) => Promise<Value>} act
 * @returns {Promise<Value>}
 */
export async function onEngine(name, state, act) {
  const engine = /** @type {() => Engine} */ (engines[name])();
  await engine.setup({ seed: 3 });
  try {
    engine.declare(state);
    const value = await withoutFallback(() => act(engine));
    if (
      'compilations' in engine &&
      /** @type {import('@lml/compiler').CompilingEngine} */ (engine).compilations.length === 0
    )
      throw new Error('Nothing was compiled.');
    return value;
  } finally {
    engine.dispose();
  }
}

/**
 * Runs something, and fails where a step ran op by op instead of compiled.
 *
 * @template Value
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value>}
 */
export async function withoutFallback(act) {
  /** @type {string[]} */
  const said = [];
  const { emitWarning } = process;
  process.emitWarning = (/** @type {unknown} */ message, /** @type {unknown} */ options) => {
    if (/** @type {{ code?: string }} */ (options)?.code === 'LML_RUNS_EAGERLY') said.push(String(message));
  };
  try {
    const value = await act();
    if (said.length > 0) throw new Error(said.join('\n'));
    return value;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * What a step gave, on the host, by path.
 *
 * @param {import('@lml/core/engine').DeviceTree} tree
 * @returns {Promise<Record<string, NdArray>>}
 */
export async function readTree(tree, path = '') {
  if ('read' in tree && typeof tree.read === 'function') {
    const value = /** @type {import('@lml/core/engine').DeviceValue} */ (tree);
    const array = await value.read();
    value.dispose();
    return { [path]: array };
  }
  const parts = Object.entries(tree).map(([key, part]) => readTree(part, path === '' ? key : `${path}.${key}`));
  return Object.assign({}, ...(await Promise.all(parts)));
}
