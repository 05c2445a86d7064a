import fc from 'fast-check';
import { floats } from '../numbers/values.mjs';
import { op, size, text } from './op.mjs';

/** A window over images, with what may be odd about it. */
const window = fc
  .record({
    batch: fc.constantFrom(1, 2),
    sides: fc.tuple(size, size),
    channels: fc.constantFrom(1, 2, 3, 16),
    filters: fc.constantFrom(1, 2, 16),
    kernel: fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2, 3)),
    strides: fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(1, 2, 3)),
    dilations: fc.constantFrom(1, 2),
    padding: fc.constantFrom('valid', 'same', 1),
  })
  .map((values) => {
    // Strides and dilations do not go together; a window is no larger than what it moves over.
    const strides = values.dilations > 1 ? [1, 1] : values.strides;
    const added = values.padding === 1 ? 2 : 0;
    const kernel = values.kernel.map((each, axis) => {
      const room = (values.sides[axis] ?? 1) + added;
      return 1 + Math.min(each - 1, Math.floor((room - 1) / values.dilations));
    });
    return { ...values, strides, kernel, padding: text(values.padding) };
  });

const volume = fc.record({
  sides: fc.tuple(size, size, size),
  channels: fc.constantFrom(1, 2),
  kernel: fc.constantFrom(1, 2),
  strides: fc.constantFrom(1, 2),
  padding: fc.constantFrom("'same'", "'valid'"),
});

/** @param {string} name */
const pooling = (name) =>
  op(name, window, ({ batch, sides, channels, kernel, strides, padding }) => ({
    inputs: [floats([batch, ...sides, channels])],
    code: `tf.${name}(a, ${text(kernel)}, ${text(strides)}, ${padding})`,
  }));

/** @param {string} name */
const pooling3d = (name) =>
  op(name, volume, ({ sides, channels, kernel, strides, padding }) => ({
    inputs: [floats([1, ...sides, channels])],
    code: `tf.${name}(a, ${padding === "'valid'" ? 1 : kernel}, ${strides}, ${padding})`,
  }));

/** @param {string} name */
const resized = (name) =>
  op(
    `image.${name}`,
    fc.record({
      batch: fc.constantFrom(1, 2),
      from: fc.tuple(size, size),
      to: fc.tuple(size, size),
      corners: fc.constantFrom('false, false', 'true, false', 'false, true'),
    }),
    ({ batch, from, to, corners }) => ({
      inputs: [floats([batch, ...from, 2])],
      code: `tf.image.${name}(a, ${text(to)}, ${corners})`,
    }),
  );

const windows = [
  op('conv2d', window, ({ batch, sides, channels, filters, kernel, strides, padding, dilations }) => ({
    inputs: [floats([batch, ...sides, channels]), floats([...kernel, channels, filters])],
    code: `tf.conv2d(a, b, ${text(strides)}, ${padding}, 'NHWC', ${dilations})`,
  })),
  op('conv1d', window, ({ batch, sides, channels, filters, kernel, strides, dilations }) => ({
    inputs: [floats([batch, sides[0], channels]), floats([kernel[0] ?? 1, channels, filters])],
    code: `tf.conv1d(a, b, ${strides[0]}, 'same', 'NWC', ${dilations})`,
  })),
  op(
    'depthwiseConv2d',
    fc.tuple(window, fc.constantFrom(1, 2)),
    ([{ batch, sides, channels, kernel, strides, padding, dilations }, multiplier]) => ({
      inputs: [floats([batch, ...sides, channels]), floats([...kernel, channels, multiplier])],
      code: `tf.depthwiseConv2d(a, b, ${strides[0]}, ${padding}, 'NHWC', ${dilations})`,
    }),
  ),
  op('separableConv2d', window, ({ batch, sides, channels, filters, kernel, strides }) => ({
    inputs: [floats([batch, ...sides, channels]), floats([...kernel, channels, 1]), floats([1, 1, channels, filters])],
    code: `tf.separableConv2d(a, b, c, ${strides[0]}, 'same')`,
  })),
  op('conv2dTranspose', window, ({ batch, sides, channels, filters, kernel, strides }) => ({
    inputs: [floats([batch, ...sides, channels]), floats([...kernel, filters, channels])],
    code: `tf.conv2dTranspose(a, b, ${text([batch, ...sides.map((each, axis) => each * (strides[axis] ?? 1)), filters])}, ${text(strides)}, 'same')`,
  })),
  op('conv3d', volume, ({ sides, channels, kernel, strides, padding }) => ({
    inputs: [floats([1, ...sides, channels]), floats([1, kernel, 1, channels, 2])],
    code: `tf.conv3d(a, b, ${strides}, ${sides[1] < kernel ? "'same'" : padding})`,
  })),
  op('conv3dTranspose', volume, ({ sides, channels, strides }) => ({
    inputs: [floats([1, ...sides, channels]), floats([2, 2, 2, 2, channels])],
    code: `tf.conv3dTranspose(a, b, ${text([1, ...sides.map((each) => each * strides), 2])}, ${strides}, 'same')`,
  })),
  ...['maxPool', 'avgPool'].map(pooling),
  ...['maxPool3d', 'avgPool3d'].map(pooling3d),
  ...['resizeBilinear', 'resizeNearestNeighbor'].map(resized),
  op('dilation2d', window, ({ batch, sides, channels, kernel, strides }) => ({
    inputs: [floats([batch, ...sides, channels]), floats([...kernel, channels])],
    code: `tf.dilation2d(a, b, ${text(strides)}, 'same')`,
  })),
  op('localResponseNormalization', fc.tuple(size, size), ([side, channels]) => ({
    inputs: [floats([1, side, side, channels])],
    code: 'tf.localResponseNormalization(a, 2, 1, 0.5, 0.7)',
  })),
  op('batchNorm', fc.tuple(size, size), ([batch, channels]) => ({
    inputs: [floats([batch, 2, channels]), floats([channels]), floats([channels], 'positive')],
    code: 'tf.batchNorm(a, b, c)',
  })),
];

/** Padding and interpolation multiply by zeros, or leave that out. */
export const images = windows.map((calls) => calls.map((call) => ({ ...call, finite: true })));
