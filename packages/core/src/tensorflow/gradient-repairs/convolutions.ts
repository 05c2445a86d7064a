import * as tf from '@tensorflow/tfjs';

import { kernel, type Attributes, type GradientRepair } from './repair.js';
import { gathered, spread } from './spread.js';

/**
 * The gradient of a convolution with dilations, which TensorFlow.js lacks: that of one whose filter has zeros between its
 * values.
 */
function dilated(name: string): GradientRepair {
  const own = tf.getGradient(name);
  return {
    kernel: name,
    inputs: ['x', 'filter'],
    gradient(dy, [x, filter], attributes) {
      const rank = x!.rank - 2;
      const steps = stepsOf(attributes['dilations'], rank);
      const overAxes = (tensor: tf.Tensor, change: typeof spread): tf.Tensor =>
        steps.reduce((result, step, axis) => change(result, axis, step), tensor);
      const undilated = { ...attributes, dilations: steps.map(() => 1) } as unknown as tf.NamedAttrMap;
      const gradients = own.gradFunc(dy, [x!, overAxes(filter!, spread)], undilated);
      return { x: gradients['x']!, filter: () => overAxes(gradients['filter']!(), gathered) };
    },
  };
}

function stepsOf(dilations: unknown, rank: number): number[] {
  const given = [dilations ?? 1].flat() as number[];
  if (given.length === 1) return Array.from({ length: rank }, () => given[0]!);
  // Those of three dimensions may come with batch and channels.
  return given.length === rank + 2 ? given.slice(1, -1) : given;
}

/** The kernels of a convolution and its gradients: each is linear in both of its inputs, so the others give its gradient. */
interface Convolution {
  readonly forward: string;
  readonly ofInput: string;
  readonly ofFilter: string;
  /** What the forward kernel wants besides. */
  readonly attributes: Attributes;
}

const ofFilter = ({ forward, ofInput, ofFilter: name, attributes: more }: Convolution): GradientRepair => ({
  kernel: name,
  inputs: ['x', 'dy'],
  gradient: (dd, [x, dy], attributes) => ({
    x: () => kernel(ofInput, { dy: dy!, filter: dd }, { ...attributes, inputShape: x!.shape }),
    dy: () => kernel(forward, { x: x!, filter: dd }, { ...more, ...attributes }),
  }),
});

const ofInput = ({ forward, ofInput: name, ofFilter: filterName, attributes: more }: Convolution): GradientRepair => ({
  kernel: name,
  inputs: ['dy', 'filter'],
  gradient: (dd, [dy, filter], attributes) => ({
    dy: () => kernel(forward, { x: dd, filter: filter! }, { ...more, ...attributes }),
    filter: () => kernel(filterName, { x: dd, dy: dy! }, { ...attributes, filterShape: filter!.shape }),
  }),
});

const plane: Convolution = {
  forward: tf.Conv2D,
  ofInput: tf.Conv2DBackpropInput,
  ofFilter: tf.Conv2DBackpropFilter,
  attributes: { dilations: [1, 1] },
};

const depthwise: Convolution = {
  forward: tf.DepthwiseConv2dNative,
  ofInput: tf.DepthwiseConv2dNativeBackpropInput,
  ofFilter: tf.DepthwiseConv2dNativeBackpropFilter,
  attributes: { dilations: [1, 1], dataFormat: 'NHWC' },
};

const space: Convolution = {
  forward: tf.Conv3D,
  ofInput: tf.Conv3DBackpropInputV2,
  ofFilter: tf.Conv3DBackpropFilterV2,
  attributes: { dilations: [1, 1, 1], dataFormat: 'NDHWC' },
};

/** Gradients of convolutions, and of their gradients. */
export const convolutions = (): readonly GradientRepair[] => [
  ...[tf.Conv2D, tf.DepthwiseConv2dNative, tf.Conv3D].map(dilated),
  ...[plane, depthwise, space].flatMap((each) => [ofInput(each), ofFilter(each)]),
];
