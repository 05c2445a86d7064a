import { ambient } from '../node/ambient.js';
import type { InstanceOf, Kind, KindInstances, NameOf, OptionsOf } from './kinds.js';
import type { Catalogue, ListedComponent, Plugin } from './plugin.js';
import { createRegistry, type Registry } from './registry.js';
import { scopedRegistry } from './scope.js';

const globalRegistry = (): Registry => ambient('registry', () => createRegistry());

/** The registry in force: the one that is building now, else the global one. */
export function currentRegistry(): Registry {
  return scopedRegistry() ?? globalRegistry();
}

/**
 * Registers a plugin's components in the global registry. A package calls it once, in its `register.ts`.
 *
 * @throws `LML_PLUGIN_VERSION` if the plugin was made for another plugin interface, `LML_DUPLICATE_COMPONENT` if it has
 * two components of one kind and name.
 *
 * @example
 * ```ts
 * import { registerPlugin } from '@lml/core';
 *
 * registerPlugin({ name: 'lml-plugin-empty', version: '1.0.0', apiVersion: 1, components: [] });
 * ```
 */
export function registerPlugin(plugin: Plugin): void {
  globalRegistry().register(plugin);
}

/**
 * Creates a registered component by its literal name; options and result are typed.
 *
 * @throws `LML_UNKNOWN_COMPONENT`, `LML_DUPLICATE_COMPONENT`, `LML_INVALID_OPTIONS`
 *
 * @example
 * ```ts
 * import { create } from '@lml/core';
 * import '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = create('loss', 'mse', { reduction: 'sum' });
 * loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 4
 * ```
 */
export function create<K extends Kind, N extends NameOf<K>>(
  kind: K,
  name: N,
  ...options: OptionsOf<K, N>
): InstanceOf<K, N> {
  return currentRegistry().create(kind, name, ...options);
}

/**
 * Creates a component from data, as it comes from a file: a name, or a name with options beside it.
 *
 * @throws `LML_UNKNOWN_COMPONENT`, `LML_DUPLICATE_COMPONENT`, `LML_INVALID_OPTIONS`
 *
 * @example
 * ```ts
 * import { build } from '@lml/core';
 * import '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = build('loss', JSON.parse('{ "name": "mse", "reduction": "sum" }'));
 * loss(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 4
 * ```
 */
export function build<K extends Kind>(kind: K, config: unknown): KindInstances[K] {
  return currentRegistry().build(kind, config);
}

/**
 * The registered components, or those of one kind, sorted by kind and name.
 *
 * @example
 * ```ts
 * import { list } from '@lml/core';
 * import '@lml/losses';
 *
 * list('loss').map((entry) => entry.name).includes('cross-entropy'); // => true
 * ```
 */
export function list(kind?: string): ListedComponent[] {
  return currentRegistry().list(kind);
}

/**
 * What other libraries have, of all kinds or of one, and what stands for it here, as the registered plugins say.
 *
 * @example
 * ```ts
 * import { catalogues } from '@lml/core';
 * import '@lml/metrics';
 *
 * const [torchmetrics] = catalogues('metric');
 * torchmetrics!.entries.find(({ name }) => name === 'BLEUScore'); // => { name: 'BLEUScore', family: 'text', here: 'bleu-score' }
 * ```
 */
export function catalogues(kind?: string): Catalogue[] {
  return currentRegistry().catalogues(kind);
}
