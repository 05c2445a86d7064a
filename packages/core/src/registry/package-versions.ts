import * as tf from '@tensorflow/tfjs';

import { currentRegistry } from './global.js';

/** The versions of TensorFlow.js and of all packages that registered components. */
export function packageVersions(): Record<string, string> {
  const plugins = currentRegistry()
    .list()
    .map((entry) => [entry.package, entry.version] as const);
  return { ...Object.fromEntries(plugins), '@tensorflow/tfjs': tf.version.tfjs };
}
