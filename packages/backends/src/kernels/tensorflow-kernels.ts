import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { isPaddedInNumbers } from '../shared/pooling.js';
import type { PortableKernel } from '../shared/portable-kernel.js';
import {
  borrowFromCpu,
  isFinite,
  read,
  tensorflowKernel,
  write,
  type TensorflowCall,
} from '../shared/tensorflow-kernel.js';
import { dilatedConv3d } from './tensorflow-conv3d.js';
import { gatherNd } from './gather-nd.js';
import { resizeBilinearGrad } from './resize-bilinear-grad.js';
import { resizeNearestNeighborGrad } from './resize-nearest-neighbor-grad.js';
import { scatterNd } from './scatter-nd.js';
import { tensorScatterUpdate } from './tensor-scatter-update.js';
import { tensorflowWindows } from './tensorflow-windows.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** Those that tfjs-node lacks, but for strings and ragged tensors. */
const MISSING = [
  tf.BitwiseAnd,
  tf.DenseBincount,
  tf.MaxPoolWithArgmax,
  tf.RotateWithOffset,
  tf.SearchSorted,
  tf.SparseFillEmptyRows,
  tf.SparseReshape,
  tf.SparseSegmentMean,
  tf.SparseSegmentSum,
  tf.Transform,
];

/** TensorFlow's own, and for some calls one in JavaScript. */
function unless(
  kernelName: string,
  isWrong: (call: TensorflowCall) => boolean,
  other: (call: TensorflowCall) => tf.TensorInfo | tf.TensorInfo[] = (call) => borrowFromCpu(kernelName, call),
): BackendKernel {
  return tensorflowKernel(kernelName, (call) =>
    isWrong(call) ? other(call) : call.stock(call.inputs, call.attributes),
  );
}

const inJavaScript = (
  { compute }: PortableKernel,
  { inputs, attributes, backend }: TensorflowCall,
): tf.TensorInfo | undefined => {
  const entries = Object.entries(inputs).flatMap(([name, tensor]) =>
    tensor == null ? [] : [[name, read(backend, tensor)]],
  );
  const result = compute(Object.fromEntries(entries) as never, attributes as never);
  return result === undefined ? undefined : write(backend, result as never);
};

/** Where TensorFlow refuses a call: the same in JavaScript, which knows it, or says what is wrong with it as on other backends. */
function whereRefused(kernel: PortableKernel): BackendKernel {
  return tensorflowKernel(kernel.kernelName, (call) => {
    try {
      return call.stock(call.inputs, call.attributes);
    } catch (error) {
      const result = inJavaScript(kernel, call);
      if (result === undefined) throw error;
      return result;
    }
  });
}

const hasNothing = ({ inputs }: TensorflowCall): boolean =>
  Object.values(inputs).some((tensor) => tensor?.shape.includes(0) === true);
const isHalfPixel = (call: TensorflowCall): boolean => call.attributes['halfPixelCenters'] === true || hasNothing(call);

/** All kernels that LML gives to the tensorflow backend. */
export const tensorflowKernels: readonly BackendKernel[] = [
  ...tensorflowWindows,
  ...[tf.AvgPool, tf.AvgPoolGrad, tf.AvgPool3D, tf.AvgPool3DGrad].map((name) =>
    unless(name, ({ attributes }) => isPaddedInNumbers(attributes)),
  ),
  ...[tf.MaxPool3D, tf.MaxPool3DGrad].map((name) =>
    unless(name, ({ inputs, attributes, backend }) => {
      return isPaddedInNumbers(attributes) || !isFinite(backend, (inputs['x'] ?? inputs['input'])!);
    }),
  ),
  ...[tf.ResizeBilinear, tf.ResizeNearestNeighbor, tf.Select].map((name) => unless(name, hasNothing)),
  ...[resizeBilinearGrad, resizeNearestNeighborGrad].map((kernel) =>
    unless(kernel.kernelName, isHalfPixel, (call) => inJavaScript(kernel, call)!),
  ),
  dilatedConv3d,
  // A negative axis is taken for the axis of another shape.
  tensorflowKernel(tf.GatherV2, ({ inputs, attributes, stock }) => {
    const [axis] = tf.util.parseAxisParam(attributes['axis'] as number, inputs['x']!.shape);
    return stock(inputs, { ...attributes, axis: axis! });
  }),
  unless(tf.Sign, ({ inputs, backend }) => !isFinite(backend, inputs['x']!)),
  ...[gatherNd, scatterNd, tensorScatterUpdate, unsortedSegmentSum].map(whereRefused),
  ...MISSING.map((name) => tensorflowKernel(name, (call) => borrowFromCpu(name, call))),
];
