import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { isEmpty } from '../shared/empty.js';
import { onWasm, portableKernel } from '../shared/portable-kernel.js';
import { linear, resizingGradient, type Resizing } from '../shared/resizing.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/**
 * The gradient of bilinear resizing. TensorFlow.js's own exchanges height and width on cpu, and knows no half-pixel centres.
 */
export const resizeBilinearGrad = portableKernel<tf.ResizeBilinearGradInputs, Resizing>(
  tf.ResizeBilinearGrad,
  (inputs, attributes) => resizingGradient(inputs, attributes, linear),
);

/** The same on wasm, where TensorFlow.js's own is right, and faster, without half-pixel centres; but of images without pixels it writes elsewhere. */
export const resizeBilinearGradOnWasm: BackendKernel = wasmKernel<tf.ResizeBilinearGradInputs, Resizing>(
  tf.ResizeBilinearGrad,
  (call) =>
    call.attributes.halfPixelCenters || isEmpty(call.inputs.images)
      ? (onWasm(resizeBilinearGrad).compute(call as never) as tf.TensorInfo)
      : call.stock(call.inputs, call.attributes),
);
