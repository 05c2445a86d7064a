import { markRepaired } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from './backend-kernel.js';

/** Marks a kernel as one of LML's, of this or another copy of this package; it keeps TensorFlow.js's own. */
const MARK = Symbol.for('@lml/backends.kernel');

/** Gives kernels to a backend, each in place of TensorFlow.js's own if there is one. Those given before stay. */
export function installKernels(backendName: string, kernels: readonly BackendKernel[]): void {
  markRepaired(
    backendName,
    '@lml/backends',
    kernels.map(({ kernelName }) => kernelName),
  );
  for (const { kernelName, compute } of kernels) {
    // Against its type, undefined where there is none.
    const own = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (own !== undefined && MARK in own) continue;
    // TensorFlow.js warns of a second kernel of a name.
    if (own !== undefined) tf.unregisterKernel(kernelName, backendName);
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) =>
      compute({
        inputs: inputs as never,
        attributes: attrs as never,
        backend: backend as never,
        stock: (given: tf.NamedTensorInfoMap, attributes: tf.NamedAttrMap) =>
          own!.kernelFunc({ inputs: given, attrs: attributes, backend }) as never,
      });
    const config: tf.KernelConfig = { ...own, kernelName, backendName, kernelFunc };
    tf.registerKernel(Object.assign(config, { [MARK]: own }));
  }
}

/** TensorFlow.js's own kernel of a name, though LML's may stand in its place. */
export function ownKernel(kernelName: string, backendName: string): tf.KernelFunc {
  const kernel = tf.getKernel(kernelName, backendName) as tf.KernelConfig & { readonly [MARK]?: tf.KernelConfig };
  return (kernel[MARK] ?? kernel).kernelFunc;
}
