import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { integers, normal, type Compute } from '../../../graph/compute.fixture.js';
import { blockedNodes, describeBlocked, expectSameGradientsInBlocks, expectSameInBlocks } from './blocked.fixture.js';
import { BLOCKED } from './blocks.js';

type Pair = [number, number];
type Convolve = (...inputs: tf.Tensor[]) => tf.Tensor;

const pair = (least: number, most: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));
const geometry = fc.record({
  size: pair(4, 7),
  filter: pair(1, 4),
  strides: pair(1, 3),
  pad: fc.constantFrom<'same' | 'valid' | [[0, 0], Pair, Pair, [0, 0]]>('same', 'valid', [
    [0, 0],
    [1, 2],
    [2, 0],
    [0, 0],
  ]),
  seed: fc.nat(1000),
});
const convolutionsOf = (compute: Convolve, shapes: readonly number[][]): string[] => {
  const gradients = (...all: tf.Tensor[]): tf.Tensor[] => [compute(...all), ...tf.grads(compute)(all)];
  const nodes = blockedNodes(
    gradients,
    shapes.map((shape) => normal(1, shape)),
  );
  return nodes.filter(({ op }) => op.startsWith('Conv')).map(({ op, domain }) => (domain === BLOCKED ? 'blocked' : op));
};

describeBlocked('convolutions over blocks', () => {
  it.each<[number, number]>([
    [16, 32],
    [32, 16],
    [3, 16],
    [24, 16],
    [16, 3],
  ])('have the values and gradients of the public ones, from %d channels to %d', async (inputs, outputs) => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, seed }) => {
        const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, strides, pad);
        const operands = [normal(seed, [16, ...size, inputs]), normal(seed + 1, [...filter, inputs, outputs])];
        await expectSameGradientsInBlocks(compute, operands, 1e-4);
      }),
      { numRuns: 6 },
    );
  });

  it('have those of depthwise ones', async () => {
    const sizes = fc.record({
      channels: fc.constantFrom(1, 8, 16, 24, 32),
      multiplier: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        geometry,
        sizes,
        async ({ size, filter, strides: [stride], pad, seed }, { channels, multiplier }) => {
          const compute: Convolve = (x, weights) =>
            tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, stride, pad);
          await expectSameGradientsInBlocks(
            compute,
            [normal(seed, [2, ...size, channels]), normal(seed + 1, [...filter, channels, multiplier])],
            1e-4,
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leave depthwise ones of several filters a channel to the public ones', async () => {
    const inputs = [normal(1, [1, 3, 3, 16]), normal(2, [2, 2, 16, 2])];
    const compute: Convolve = (x, weights) => tf.depthwiseConv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
    await expectSameGradientsInBlocks(compute, inputs);
    expect(
      convolutionsOf(
        compute,
        inputs.map(({ shape }) => [...shape]),
      ),
    ).not.toContain('blocked');
  });

  it('have those of any sizes, kernel by kernel', async () => {
    const sizes = fc.record({
      batch: fc.constantFrom(1, 8, 16, 32),
      inputs: fc.constantFrom(1, 3, 8, 16, 24, 32),
      outputs: fc.constantFrom(1, 3, 8, 16, 24, 32),
      strides: pair(1, 3),
      dilations: pair(1, 3),
    });
    await fc.assert(
      fc.asyncProperty(geometry, sizes, async ({ size, filter, seed }, { batch, inputs, outputs, ...steps }) => {
        const attributes = { ...steps, pad: 'same', dataFormat: 'NHWC' };
        const [images, filters] = [
          [batch, ...size, inputs],
          [...filter, inputs, outputs],
        ];
        const positions = size.map((each, axis) => Math.ceil(each / steps.strides[axis]!));
        const run = (op: string, given: tf.NamedTensorMap, more: object): tf.Tensor =>
          tf.engine().runKernel(op, given, { ...attributes, ...more });
        const compute: Compute = (x, weights, dy) => [
          run('Conv2D', { x, filter: weights }, {}),
          run('Conv2DBackpropInput', { dy, filter: weights }, { inputShape: images }),
          run('Conv2DBackpropFilter', { x, dy }, { filterShape: filters }),
        ];
        const operands = [images, filters, [batch, ...positions, outputs]];
        await expectSameInBlocks(
          compute,
          operands.map((shape, index) => normal(seed + index, shape)),
          1e-4,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('have those of dilated ones, and of images with channels first', async () => {
    const [images, kernel] = [normal(1, [16, 7, 6, 16]), normal(2, [3, 2, 16, 16])];
    await expectSameInBlocks(
      (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
      [images, kernel],
    );
    const first: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same', 'NCHW');
    await expectSameGradientsInBlocks(first, [normal(3, [16, 16, 5, 4]), kernel], 1e-4);
  });

  it('are what a convolution with its gradients becomes', async () => {
    const compute: Convolve = (x, weights) => tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
    expect(
      convolutionsOf(compute, [
        [16, 5, 5, 16],
        [3, 3, 16, 32],
      ]),
    ).toEqual(['blocked', 'blocked', 'blocked']);
    // A batch that is no whole number of blocks: the filter's gradient is gathered instead.
    expect(
      convolutionsOf(compute, [
        [5, 5, 5, 16],
        [3, 3, 16, 32],
      ]),
    ).toEqual(['blocked', 'blocked', 'Conv']);
    expect(
      convolutionsOf(compute, [
        [5, 5, 5, 10],
        [3, 3, 10, 20],
      ]),
    ).toEqual(['Conv', 'Conv', 'Conv']);
  });

  it('add a bias and apply an activation', async () => {
    const [images, kernel, bias] = [normal(1, [2, 5, 5, 16]), normal(2, [3, 3, 16, 16]), normal(3, [16])];
    for (const activation of ['relu', 'sigmoid'] as const) {
      const compute: Convolve = (x, filter, added) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          bias: added,
          strides: 1,
          pad: 'same',
          activation,
        });
      await expectSameInBlocks(compute, [images, kernel, bias]);
    }
  });
});

describeBlocked('max pooling in blocks', () => {
  it.each<[string, Pair, Pair]>([
    ['side by side', [2, 2], [2, 2]],
    ['of one row', [1, 3], [1, 3]],
    ['of three rows', [3, 1], [3, 1]],
    ['that overlap', [3, 3], [2, 2]],
  ])('has the values and gradients of the public one, for windows %s', async (_, filter, strides) => {
    // Whole numbers, so that there are ties.
    const whole = { ...integers(1, [2, 7, 8, 16], 3), dtype: 'float32' } as const;
    const one = { ...integers(2, [1, 1, 16, 16], 2), dtype: 'float32' } as const;
    await expectSameInBlocks(
      (x, weights) => {
        const convolved = tf.conv2d(x as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same');
        const pool = (images: tf.Tensor): tf.Tensor => tf.maxPool(images as tf.Tensor4D, filter, strides, 'valid');
        return [pool(convolved), tf.grad(pool)(convolved)];
      },
      [whole, one],
    );
  });
});
