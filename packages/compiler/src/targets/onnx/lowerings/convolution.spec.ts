import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, expectSameGradients } from '../lowering.fixture.js';
import { expectGradientOfLinear } from './linear.fixture.js';

type Pair = [number, number];
type Pad = 'same' | 'valid' | number | [[0, 0], Pair, Pair, [0, 0]];
type Convolve = (x: tf.Tensor, filter: tf.Tensor) => tf.Tensor;

const pair = (least: number, most: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));
const pads: fc.Arbitrary<Pad> = fc.oneof(
  fc.constantFrom<Pad>('same', 'valid', 0, 1, 3),
  fc.tuple(pair(0, 2), pair(0, 2)).map(([rows, columns]): Pad => [[0, 0], rows, columns, [0, 0]]),
);
const geometry = fc.record({
  size: pair(5, 9),
  filter: pair(1, 4),
  strides: pair(1, 3),
  pad: pads,
  channels: pair(1, 3),
  seed: fc.nat(1000),
});
const [images, kernel] = [normal(1, [2, 7, 8, 3]), normal(2, [3, 2, 3, 4])];

describe('convolutions on ONNX Runtime', () => {
  it('have the values and gradients of TensorFlow.js for any sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, channels: [inputs, outputs], seed }) => {
        const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, strides, pad);
        await expectSameGradients(compute, [
          normal(seed, [2, ...size, inputs]),
          normal(seed + 1, [...filter, inputs, outputs]),
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('have no gradient where all windows lie in the padding', async () => {
    // TensorFlow.js leaves as many columns as rows, three, of which each sees one of the three before the image.
    const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, [3, 1], 3);
    await expectSameGradients(compute, [normal(0, [2, 5, 5, 1]), normal(1, [3, 1, 1, 1])]);
  });

  it('have those of depthwise convolutions', async () => {
    await fc.assert(
      fc.asyncProperty(
        geometry,
        async ({ size, filter, strides: [stride], pad, channels: [inputs, multiplier], seed }) => {
          const compute: Convolve = (x, weights) =>
            tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, stride, pad);
          await expectSameGradients(compute, [
            normal(seed, [2, ...size, inputs]),
            normal(seed + 1, [...filter, inputs, multiplier]),
          ]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('have those of volumes', async () => {
    const volume = fc.record({
      strides: fc.tuple(pair(1, 2), fc.integer({ min: 1, max: 2 })),
      pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(volume, async ({ strides: [[depth, height], width], pad, seed }) => {
        const compute: Convolve = (x, weights) =>
          tf.conv3d(x as tf.Tensor5D, weights as tf.Tensor5D, [depth, height, width], pad);
        await expectSameGradients(compute, [normal(seed, [2, 5, 4, 6, 2]), normal(seed + 1, [2, 3, 1, 2, 3])]);
      }),
      { numRuns: 10 },
    );
  });

  it('have those of transposed convolutions', async () => {
    const transposed = fc.record({
      strides: pair(1, 3),
      pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(transposed, async ({ strides, pad, seed }) => {
        const [height, width] = strides.map((stride) => (pad === 'same' ? 4 * stride : 3 * stride + 3));
        const compute: Convolve = (x, weights) =>
          tf.conv2dTranspose(x as tf.Tensor4D, weights as tf.Tensor4D, [2, height!, width!, 2], strides, pad);
        await expectSameGradients(compute, [normal(seed, [2, 4, 4, 3]), normal(seed + 1, [3, 3, 2, 3])]);
      }),
      { numRuns: 10 },
    );
  });

  it.each<[string, number, number]>([
    ['many channels on few places', 3, 40],
    ['so many places that images are treated in parts', 70, 1],
  ])('have the gradients of a filter over %s', async (_, size, channels) => {
    const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
    const inputs = [normal(3, [7, size, size, channels]), normal(4, [5, 5, channels, channels])];
    await expectSameGradients(compute, inputs, 1e-4);
  });

  it.each<[string, Convolve]>([
    ['dilated', (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3])],
    [
      'dilated and padded by a number',
      (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 2, 'NHWC', 2),
    ],
    ['rounded up', (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 2, 1, 'NHWC', 1, 'ceil')],
    ['of one image', (x, weights) => tf.conv2d(x.as3D(14, 8, 3), weights as tf.Tensor4D, 1, 'same')],
    [
      'dilated depthwise',
      (x, weights) => tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NHWC', [1, 2]),
    ],
    [
      'separable',
      (x, weights) =>
        tf.separableConv2d(
          x as tf.Tensor4D,
          weights as tf.Tensor4D,
          tf.ones<tf.Rank.R4>([1, 1, 12, 2]),
          [1, 1],
          'same',
        ),
    ],
    ['of sequences', (x, weights) => tf.conv1d(x.as3D(2, 56, 3), weights.as3D(6, 3, 4), 1, 'same', 'NWC', 2)],
  ])('have the values of TensorFlow.js %s', async (_, compute) => {
    await expectSame(compute, [images, kernel]);
  });

  it.each<[string, Convolve, number[], string]>([
    [
      'convolutions',
      (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
      [3, 2, 2, 2],
      'Conv2D',
    ],
    [
      'depthwise ones',
      (x, weights) => tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
      [3, 2, 2, 2],
      'DepthwiseConv2dNative',
    ],
  ])('have the gradients of dilated %s, which TensorFlow.js does not have', async (_, compute, shape, kernelName) => {
    const attributes = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [2, 3] };
    const [x, weights] = [normal(11, [1, 6, 7, 2]), normal(12, shape)];
    const fixed = ({ shape: own, data }: typeof x): tf.Tensor => tf.tensor(Float32Array.from(data), [...own]);
    const run = (name: string, inputs: tf.NamedTensorMap, sizes: tf.NamedAttrMap): tf.Tensor =>
      tf.engine().runKernel(name, inputs, { ...attributes, ...sizes });
    await expectGradientOfLinear(
      (image) => compute(image, fixed(weights)),
      x.shape,
      1,
      (_x, dy) => run(`${kernelName}BackpropInput`, { dy, filter: fixed(weights) }, { inputShape: [...x.shape] }),
    );
    await expectGradientOfLinear(
      (own) => compute(fixed(x), own),
      shape,
      1,
      (_x, dy) => run(`${kernelName}BackpropFilter`, { x: fixed(x), dy }, { filterShape: [...shape] }),
    );
  });

  it('have the values and gradients of sequences', async () => {
    const compute: Convolve = (x, weights) => tf.conv1d(x as tf.Tensor3D, weights as tf.Tensor3D, 2, 'same');
    await expectSameGradients(compute, [normal(5, [2, 9, 3]), normal(6, [4, 3, 2])]);
  });

  it.each<[Pair, Pad]>([
    [[1, 1], 'same'],
    [[2, 1], 'valid'],
  ])('take images with channels first, with strides %p and padding %p', async (strides, pad) => {
    const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, strides, pad, 'NCHW');
    await expectSameGradients(compute, [normal(7, [2, 3, 7, 6]), kernel]);
  });

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'add a bias and apply %s in one',
    async (activation) => {
      const [bias, slopes, leakyreluAlpha] = [tf.tensor1d([1, -1, 2, 0]), tf.tensor1d([0.1, 0.2, 0.3, -1]), 0.3];
      const options = {
        strides: 2,
        pad: 'same',
        activation,
        leakyreluAlpha,
        ...(activation === 'prelu' ? { preluActivationWeights: slopes } : {}),
      } as const;
      await expectSame(
        (x, filter) => tf.fused.conv2d({ ...options, x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias }),
        [images, kernel],
      );
      const many = {
        bias: tf.concat([bias, bias, bias]),
        ...(activation === 'prelu' ? { preluActivationWeights: tf.concat([slopes, slopes, slopes]) } : {}),
      };
      await expectSame(
        (x, filter) =>
          tf.fused.depthwiseConv2d({ ...options, ...many, x: x as tf.Tensor4D, filter: filter as tf.Tensor4D }),
        [images, kernel],
      );
    },
  );

  it('add a bias of one number, and of one for each channel that comes first', async () => {
    const convolve =
      (dataFormat: 'NHWC' | 'NCHW', bias: tf.Tensor): Convolve =>
      (x, filter) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          strides: 1,
          pad: 'valid',
          dataFormat,
          bias,
        });
    const first = normal(8, [2, 3, 7, 7]);
    await expectSame(convolve('NHWC', tf.scalar(3)), [images, kernel]);
    await expectSame(convolve('NCHW', tf.tensor1d([4, 3, 2, 1])), [first, kernel]);
    await expectSame(convolve('NCHW', tf.tensor1d([4])), [first, kernel]);
  });

  it('follow one another without a change of layout in between', () => {
    const chain: Convolve = (x, weights) => {
      const deeper = tf.relu(tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same'));
      return tf.conv2d(deeper, weights as tf.Tensor4D, 2, 'same');
    };
    const { model } = compiled(chain, [normal(9, [2, 8, 8, 4]), normal(10, [3, 3, 4, 4])]);
    // The images that enter, the filter that enters, the images that leave.
    expect(model.nodes.filter(({ op }) => op === 'Transpose')).toHaveLength(3);
  });
});
