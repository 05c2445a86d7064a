import { defineComponent, type Backend } from '@lml/core';
import { loadNativeTensorflow } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tensorflowKernels } from '../kernels/tensorflow-kernels.js';
import { installKernels } from '../shared/install-kernels.js';

/** As TensorFlow.js ranks it: before wasm. */
const PRIORITY = 3;

/**
 * TensorFlow itself, through `@tensorflow/tfjs-node`: the fastest on a CPU, in Node, and on all cores. `lml native install` installs
 * it, and one that the project has installed the usual way is taken as well. Until it starts nothing is loaded.
 *
 * @throws `start` throws `LML_MISSING_FEATURE` where tfjs-node is not installed or does not run, and in browsers; the backend of
 * before stays then.
 *
 * @example
 * ```ts
 * import { tensorflow } from '@lml/backends';
 *
 * tensorflow().name; // => 'tensorflow'
 * ```
 *
 * @see https://github.com/tensorflow/tfjs/tree/master/tfjs-node
 */
export const tensorflow = defineComponent({
  kind: 'backend',
  name: 'tensorflow',
  summary: 'TensorFlow through tfjs-node: the fastest on a CPU, where it is installed.',
  schema: z.strictObject({}),
  create: (_options, { name }): Backend => ({
    name,
    async start() {
      // One that the program has registered itself, by importing tfjs-node, has the same kernels.
      if (tf.findBackendFactory(name) === null) {
        const native = await loadNativeTensorflow();
        tf.registerBackend(name, () => native.createBackend(), PRIORITY);
      }
      await tf.setBackend(name);
      // They are there only now: the kernels of tfjs-node are registered when its backend is made.
      installKernels(name, tensorflowKernels);
    },
  }),
});
