import * as tf from '@tensorflow/tfjs';

import { einsumGradient } from './einsum.js';
import { sumTo, type GradientRepair } from './repair.js';

function broadcastProducts(): GradientRepair {
  const own = tf.getGradient(tf.BatchMatMul);
  return {
    kernel: tf.BatchMatMul,
    inputs: ['a', 'b'],
    gradient(dy, [a, b], attributes) {
      const gradients = own.gradFunc(dy, [a!, b!], attributes as unknown as tf.NamedAttrMap);
      // One matrix may stand for those of a whole batch.
      const of = (name: string, { shape }: tf.Tensor): tf.Tensor => {
        const gradient = gradients[name]!();
        return gradient.shape.join() === shape.join() ? gradient : sumTo(gradient, shape);
      };
      return { a: () => of('a', a!), b: () => of('b', b!) };
    },
  };
}

function productsOverAxes(): GradientRepair {
  const own = tf.getGradient(tf.Prod);
  return {
    kernel: tf.Prod,
    inputs: ['x'],
    // TensorFlow.js takes negative axes for positions.
    gradient: (dy, [x], { axis }) =>
      own.gradFunc(dy, [x!], { axis: tf.util.parseAxisParam((axis ?? null) as number, x!.shape) }),
  };
}

/** Products without one factor each, which TensorFlow.js would get by a division, or not at all: right at zeros too. */
function cumulativeProductGradient(
  dy: tf.Tensor,
  x: tf.Tensor,
  axis: number,
  exclusive: boolean,
  reverse: boolean,
): tf.Tensor {
  const last = x.rank - 1;
  const order = [...x.shape.keys()];
  [order[axis], order[last]] = [order[last]!, order[axis]!];
  const [rows, gradients] = [x, dy].map((each) => tf.transpose(each, order));
  const size = rows!.shape[last]!;
  const lead = rows!.shape.slice(0, -1);
  const self = tf.eye(size);
  // In row i the factor i is 1.
  const factors = tf.add(tf.mul(tf.reshape(rows!, [...lead, 1, size]), tf.sub(1, self)), self);
  const without = tf.cumprod(factors, last + 1, exclusive, reverse);
  const places = tf.range(0, size);
  const [from, to] = [tf.expandDims(places, 1), tf.expandDims(places, 0)];
  const compare = exclusive ? tf.greater : tf.greaterEqual;
  const isFactor = tf.cast(reverse ? compare(from, to) : compare(to, from), 'float32');
  const sums = tf.sum(tf.mul(tf.mul(tf.reshape(gradients!, [...lead, 1, size]), without), isFactor), last + 1);
  return tf.transpose(sums, order);
}

/** Gradients of products. */
export const products = (): readonly GradientRepair[] => [
  broadcastProducts(),
  productsOverAxes(),
  {
    kernel: tf.Cumprod,
    inputs: ['x'],
    gradient(dy, [x], attributes) {
      const { axis, exclusive, reverse } = attributes as { axis: number; exclusive: boolean; reverse: boolean };
      const [own] = tf.util.parseAxisParam(axis, x!.shape);
      return { x: () => cumulativeProductGradient(dy, x!, own!, exclusive, reverse) };
    },
  },
  {
    kernel: tf.Cumsum,
    inputs: ['x'],
    gradient(dy, [x], attributes) {
      const { axis, exclusive, reverse } = attributes as { axis: number; exclusive: boolean; reverse: boolean };
      const [own] = tf.util.parseAxisParam(axis, x!.shape);
      return { x: () => tf.cumsum(dy, own, exclusive, !reverse) };
    },
  },
  { kernel: tf.Einsum, inputs: 'all', gradient: einsumGradient },
];
