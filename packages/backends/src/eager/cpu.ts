import { defineComponent, type Backend } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { cpuKernels } from '../kernels/cpu-kernels.js';
import { installKernels } from '../shared/install-kernels.js';

/**
 * The backend of TensorFlow.js in plain JavaScript: everywhere available, complete, and the slowest. Good for tiny models,
 * where it saves the way into WebAssembly, and as the reference for other backends. Some of TensorFlow.js's kernels are wrong
 * there; when the backend starts, LML gives it its own in their place.
 *
 * @example
 * ```ts
 * import { cpu } from '@lml/backends';
 * import * as tf from '@tensorflow/tfjs';
 *
 * await cpu().start();
 * tf.getBackend(); // => 'cpu'
 * tf.add(1, 2); // => 3
 * ```
 */
export const cpu = defineComponent({
  kind: 'backend',
  name: 'cpu',
  summary: 'Plain JavaScript: everywhere available, complete, slow.',
  schema: z.strictObject({}),
  create: (_options, { name }): Backend => ({
    name,
    async start() {
      installKernels(name, cpuKernels);
      await tf.setBackend(name);
    },
  }),
});
