import { markRepaired } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import type { WasmKernel } from './wasm-kernel.js';

/** Marks a kernel as one of LML's, of this or another copy of this package. */
const MARK = Symbol.for('@lml/backends.kernel');

/** Gives kernels to the wasm backend, each in place of TensorFlow.js's own if there is one. Those given before stay. */
export function installKernels(kernels: readonly WasmKernel[]): void {
  markRepaired('wasm', '@lml/backends');
  for (const { kernelName, compute } of kernels) {
    // Against its type, undefined where there is none.
    const own = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
    if (own !== undefined && MARK in own) continue;
    // TensorFlow.js warns of a second kernel of a name.
    if (own !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) =>
      compute({
        inputs: inputs as never,
        attributes: attrs as never,
        backend: backend as BackendWasm,
        stock: (given: tf.NamedTensorInfoMap, attributes: tf.NamedAttrMap) =>
          own!.kernelFunc({ inputs: given, attrs: attributes, backend }) as never,
      });
    const config: tf.KernelConfig = { ...own, kernelName, backendName: 'wasm', kernelFunc };
    tf.registerKernel(Object.assign(config, { [MARK]: true }));
  }
}
