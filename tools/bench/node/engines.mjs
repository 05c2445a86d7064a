import { create, list } from '@lml/core';
import { findNativeTensorflow, loadNativeTensorflow } from '@lml/core/engine';
import { cpu, wasm } from '@lml/backends';

/** Packages that bring engines. */
for (const name of ['@lml/compiler']) await import(name).catch(ignoreMissing(name));

const hasTensorflow = (await findNativeTensorflow()) !== undefined;

/** The engines that can run here; `auto` is one of the others, and `tensorflow` needs tfjs-node. */
export function engineNames() {
  return list('engine')
    .map(({ name }) => name)
    .filter((name) => name !== 'auto' && (name !== 'tensorflow' || hasTensorflow));
}

/**
 * What an engine uses that is not among the packages of this repository.
 *
 * @param {string} name
 * @returns {Promise<Record<string, string>>}
 */
export async function versionsOf(name) {
  if (name !== 'tensorflow') return {};
  const { tfjsNodeVersion, tensorflowVersion } = await loadNativeTensorflow();
  return { '@tensorflow/tfjs-node': tfjsNodeVersion, TensorFlow: tensorflowVersion };
}

/**
 * An engine and where TensorFlow.js computes under it: on wasm, for `eager-cpu` on cpu. Engines that compile need it for
 * first values, and for steps that they cannot compile.
 *
 * @param {string} name
 * @returns {{ engine: import('@lml/core').Engine, backend: import('@lml/core').Backend }}
 */
export function engineFor(name) {
  if (name === 'eager-cpu') return { engine: create('engine', 'eager'), backend: cpu() };
  return { engine: create('engine', /** @type {'eager'} */ (name)), backend: wasm() };
}

/** @param {string} name */
function ignoreMissing(name) {
  return (/** @type {unknown} */ error) => {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    // Not there, or not built: then its engines are not among the peers.
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(name.replace('@lml/', ''))) return;
    throw error;
  };
}
