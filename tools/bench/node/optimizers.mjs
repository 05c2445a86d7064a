import { build } from '@lml/core';
import { plugin } from '@lml/optimizers';

const optimizers = plugin.components.filter(({ kind }) => kind === 'optimizer');

/** The optimizers of LML. */
export function optimizerNames() {
  return optimizers.map(({ name }) => name);
}

/**
 * An optimizer with the first of its examples as options, which are its defaults where it has them.
 *
 * @param {string} name
 * @returns {import('@lml/core').Optimizer}
 */
export function optimizerOf(name) {
  const component = optimizers.find((entry) => entry.name === name);
  return build('optimizer', { .../** @type {object} */ (component?.examples[0] ?? {}), name });
}
