import * as tf from '@tensorflow/tfjs';

import { MissingFeatureError } from '../errors/missing-feature-error.js';
import { build, list } from '../registry/global.js';
import type { Engine } from '../steps/engine.js';
import { eager } from '../engines/eager-engine.js';

/** Where gradients are checked. */
export interface GradientTarget {
  /** Its name in what comes out: an engine, or a backend on which the eager one runs. */
  readonly name: string;
  /**
   * Makes what it needs ready, and an engine that has not been set up. It is called whenever another backend was the current one.
   *
   * @throws `LML_MISSING_FEATURE` where this machine or installation lacks what it needs.
   */
  start(): Promise<Engine>;
}

/** Engines that compute nothing of their own. */
const OTHERS: ReadonlySet<string> = new Set(['auto', 'eager']);

/**
 * Where gradients can be checked: the eager engine on a backend, `cpu`, `wasm`, `webgpu` or `tensorflow`, or an engine that compiles
 * steps, `onnx` or `tensorflow`. A name that both have gives both. Without a name: all that is registered.
 *
 * @throws `LML_MISSING_FEATURE` for what is neither a registered backend nor an engine, with those that are.
 *
 * @example
 * ```ts
 * import { gradientTargets } from '@lml/core/gradients';
 * import '@lml/backends';
 *
 * gradientTargets('wasm').map(({ name }) => name); // => ['eager (wasm)']
 * gradientTargets('webgl2'); // throws LML_MISSING_FEATURE
 * ```
 */
export function gradientTargets(what?: string): GradientTarget[] {
  const named = (kind: string): string[] => list(kind).map(({ name }) => name);
  const backends = [...new Set(['cpu', ...named('backend')])].map((name) => ({ name, target: eagerOn(name) }));
  const engines = named('engine')
    .filter((name) => !OTHERS.has(name))
    .map((name) => ({ name, target: compiledBy(name) }));
  const all = [...backends, ...engines];
  const found = all.filter(({ name }) => what === undefined || name === what);
  if (found.length === 0) {
    const names = [...new Set(all.map(({ name }) => name))].join(', ');
    throw new MissingFeatureError(
      `Gradients are to be checked on '${what}', which is neither a backend nor an engine that is registered. There are: ${names}. ` +
        'Others come with a package: import it, or name it under plugins.',
    );
  }
  return found.map(({ target }) => target);
}

function eagerOn(backend: string): GradientTarget {
  return { name: `eager (${backend})`, start: async () => (await startBackend(backend), eager()) };
}

function compiledBy(name: string): GradientTarget {
  // What it traces, it traces above any backend; cpu is everywhere.
  return { name, start: async () => (await startBackend('cpu'), build('engine', name)) };
}

/** Makes a backend the current one, with LML's repairs where they are installed. */
export async function startBackend(name: string): Promise<void> {
  if (list('backend').some((entry) => entry.name === name)) await build('backend', name).start();
  else await tf.setBackend(name);
}
