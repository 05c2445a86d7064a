import { floats } from '../numbers/values.mjs';

/** @typedef {import('../numbers/values.mjs').Input} Input */

/**
 * One line of a pattern: from the images `x` before it, `x` again.
 *
 * @typedef {object} Stage
 * @property {string} code
 * @property {number[]} shape of what it makes
 * @property {Input[]} [weights] which the code calls by what `name` gives
 */

/** @typedef {[number, number, number, number]} Images */

/**
 * Layers that runtimes fuse or lay out in blocks, by name. Each takes the shape before it, a small number that chooses
 * among its forms, and the names of its weights; it gives nothing where it does not fit.
 *
 * @type {Record<string, (shape: Images, number: number, name: (index: number) => string) => Stage | undefined>}
 */
export const stages = {
  pad: ([n, h, w, c], number) => {
    const [top, bottom] = [1 + (number % 2), number % 3];
    const value = number % 4 === 3 ? 0.5 : 0;
    return {
      code: `tf.pad(x, [[0, 0], [${top}, ${bottom}], [${bottom}, ${top}], [0, 0]], ${value})`,
      shape: [n, h + top + bottom, w + top + bottom, c],
    };
  },
  negative: (shape) => ({ code: 'tf.sub(tf.neg(tf.abs(x)), 0.1)', shape }),
  maxPool: (shape, number) => pooled('maxPool', shape, number),
  avgPool: (shape, number) => pooled('avgPool', shape, number),
  conv2d: ([n, h, w, c], number, name) => {
    const [size, filters, strides] = [1 + (number % 3), [16, 32, 3][number % 3] ?? 1, 1 + (number % 2)];
    if (size > h || size > w) return undefined;
    const same = number % 4 > 1;
    return {
      code: `tf.conv2d(x, ${name(0)}, ${strides}, '${same ? 'same' : 'valid'}')`,
      shape: [n, moved(h, size, strides, same), moved(w, size, strides, same), filters],
      weights: [floats([size, size, c, filters])],
    };
  },
  depthwise: ([n, h, w, c], number, name) => {
    const [size, multiplier, strides] = [2 + (number % 2), 1 + (number % 2), 1 + (number % 3 === 2 ? 1 : 0)];
    if (size > h || size > w || c * multiplier > 64) return undefined;
    return {
      code: `tf.depthwiseConv2d(x, ${name(0)}, ${strides}, 'same')`,
      shape: [n, Math.ceil(h / strides), Math.ceil(w / strides), c * multiplier],
      weights: [floats([size, size, c, multiplier])],
    };
  },
  bias: (shape, _, name) => ({ code: `tf.add(x, ${name(0)})`, shape, weights: [floats([shape[3]])] }),
  scale: (shape, _, name) => ({ code: `tf.mul(x, ${name(0)})`, shape, weights: [floats([shape[3]], 'positive')] }),
  batchNorm: (shape, number, name) => ({
    code:
      number % 2 === 0
        ? `tf.batchNorm(x, ${name(0)}, ${name(1)}, ${name(0)}, ${name(1)}, 0.001)`
        : `(() => { const { mean, variance } = tf.moments(x, [0, 1, 2]); return tf.batchNorm(x, mean, variance, ${name(0)}, ${name(1)}, 0.001); })()`,
    shape,
    weights: [floats([shape[3]]), floats([shape[3]], 'positive')],
  }),
  activation: (shape, number) => ({
    code: `tf.${['relu', 'relu6', 'sigmoid', 'elu', 'tanh', 'leakyRelu', 'softplus'][number % 7]}(x)`,
    shape,
  }),
  clip: (shape, number) => ({ code: `tf.clipByValue(x, ${number % 2 === 0 ? 0 : -0.7}, ${1 + (number % 3)})`, shape }),
  casts: (shape, number) => ({
    code:
      number % 2 === 0
        ? "tf.add(x, tf.cast(tf.cast(tf.mul(x, 2), 'int32'), 'float32'))"
        : "tf.mul(x, tf.cast(tf.cast(x, 'bool'), 'float32'))",
    shape,
  }),
  transposes: ([n, h, w, c], number) => ({
    code:
      number % 2 === 0
        ? 'tf.transpose(x, [0, 2, 1, 3])'
        : 'tf.transpose(tf.relu(tf.transpose(x, [0, 3, 1, 2])), [0, 3, 2, 1])',
    shape: [n, w, h, c],
  }),
  residual: (shape) => ({ code: 'tf.add(x, tf.tanh(x))', shape }),
  concat: ([n, h, w, c]) => (c > 32 ? undefined : { code: 'tf.concat([x, tf.neg(x)], 3)', shape: [n, h, w, 2 * c] }),
  slice: ([n, h, w, c], number) => {
    const from = Math.min(number % 3, c - 1);
    return { code: `tf.slice(x, [0, 0, 0, ${from}], [-1, -1, -1, ${c - from}])`, shape: [n, h, w, c - from] };
  },
  upsample: ([n, h, w, c], number) =>
    h * w > 36
      ? undefined
      : {
          code: `tf.image.${number % 2 === 0 ? 'resizeNearestNeighbor' : 'resizeBilinear'}(x, [${2 * h}, ${2 * w}])`,
          shape: [n, 2 * h, 2 * w, c],
        },
  product: ([n, h, w, c], number, name) => ({
    code: `tf.reshape(tf.add(tf.matMul(tf.reshape(x, [-1, ${c}]), ${name(0)}, false, ${number % 2 === 0}), ${name(1)}), [-1, ${h}, ${w}, ${number % 2 === 0 ? 4 : 16}])`,
    shape: [n, h, w, number % 2 === 0 ? 4 : 16],
    weights: [floats(number % 2 === 0 ? [4, c] : [c, 16]), floats([number % 2 === 0 ? 4 : 16])],
  }),
  squares: (shape) => ({ code: 'tf.sqrt(tf.add(tf.square(x), 1))', shape }),
  softmax: (shape) => ({ code: 'tf.softmax(x)', shape }),
  mean: ([n, , , c], number) => ({
    code: `tf.mean(x, [1, 2], true)${number % 2 === 0 ? '' : '.add(1).mul(0.5)'}`,
    shape: [n, 1, 1, c],
  }),
  normalise: (shape) => ({
    code: 'tf.div(tf.sub(x, tf.mean(x, -1, true)), tf.sqrt(tf.add(tf.moments(x, [-1], true).variance, 0.01)))',
    shape,
  }),
};

/**
 * @param {string} name
 * @param {Images} shape
 * @param {number} number
 * @returns {Stage | undefined}
 */
function pooled(name, [n, h, w, c], number) {
  const [size, strides, same] = [2 + (number % 2), 1 + (number % 3), number % 4 > 1];
  if (size > h || size > w) return undefined;
  return {
    code: `tf.${name}(x, ${size}, ${strides}, '${same ? 'same' : 'valid'}')`,
    shape: [n, moved(h, size, strides, same), moved(w, size, strides, same), c],
  };
}

/**
 * @param {number} from
 * @param {number} size
 * @param {number} strides
 * @param {boolean} same
 */
const moved = (from, size, strides, same) => Math.ceil((same ? from : from - size + 1) / strides);
