import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { eagerly, integers, normal } from '../../../graph/compute.fixture.js';
import { expectSame, expectSameGradients, onOnnx } from '../lowering.fixture.js';
import { expectGradientOfLinear } from './linear.fixture.js';

type Pair = [number, number];
type Pool = (x: tf.Tensor) => tf.Tensor;

const pair = (least: number, most: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));
const side = fc.integer({ min: 2, max: 4 });
// Where the padding is a number, TensorFlow.js takes windows and steps for square.
const window = fc.oneof(
  fc.record({ filter: pair(1, 4), strides: pair(1, 4), pad: fc.constantFrom<'same' | 'valid'>('same', 'valid') }),
  fc.tuple(side, side).map(([filter, stride]): { filter: Pair; strides: Pair; pad: number } => ({
    filter: [filter, filter],
    strides: [stride, stride],
    pad: 1,
  })),
);
const geometry = fc.tuple(window, pair(4, 9), fc.nat(1000)).map(([own, size, seed]) => ({ ...own, size, seed }));
const maxPool =
  (filter: Pair, strides: Pair, pad: 'same' | 'valid' | number): Pool =>
  (x) =>
    tf.maxPool(x as tf.Tensor4D, filter, strides, pad);
const averagePool =
  (filter: Pair, strides: Pair, pad: 'same' | 'valid' | number): Pool =>
  (x) =>
    tf.avgPool(x as tf.Tensor4D, filter, strides, pad);

describe('max pooling on ONNX Runtime', () => {
  it('has the values and gradients of TensorFlow.js for any sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, seed }) => {
        await expectSameGradients(maxPool(filter, strides, pad), [normal(seed, [2, ...size, 3])]);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the gradient of a window to the first place that has its maximum', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, seed }) => {
        const ties = { ...integers(seed, [2, ...size, 2], 3), dtype: 'float32' } as const;
        // Zeros are what the padding could be taken for.
        const negative = { ...ties, data: Float32Array.from(ties.data, (value) => value - 2) };
        await expectSameGradients(maxPool(filter, strides, pad), [negative]);
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, Pair, Pair, number[]]>([
    ['side by side', [2, 2], [2, 2], [2, 8, 6, 3]],
    ['side by side, with places left over', [2, 3], [2, 3], [2, 7, 8, 2]],
    ['side by side in long rows', [2, 2], [2, 2], [1, 4, 80, 1]],
    ['of one position', [5, 4], [1, 1], [2, 5, 4, 2]],
    ['that leave places out', [2, 2], [3, 3], [1, 8, 8, 2]],
    ['of many places and channels', [12, 12], [1, 1], [1, 13, 13, 60]],
  ])('has the gradients of TensorFlow.js for windows %s', async (_, filter, strides, shape) => {
    const ties = { ...integers(5, shape, 4), dtype: 'float32' } as const;
    await expectSameGradients(maxPool(filter, strides, 'valid'), [ties]);
    await expectSameGradients(maxPool(filter, strides, 'valid'), [normal(6, shape)]);
  });

  it('gives no gradient to places of −∞, nor to windows of them', async () => {
    const x = {
      ...normal(7, [1, 4, 4, 1]),
      data: [-Infinity, -Infinity, 1, -Infinity, -Infinity, -Infinity, 2, 3, 1, 2, 3, 4, 5, -Infinity, 7, 8],
    };
    const gradient =
      (filter: Pair): Pool =>
      (values) =>
        tf.grad(maxPool(filter, [2, 2], 'valid'))(values);
    await expectSame(gradient([2, 2]), [x]);
    await expectSame(gradient([3, 3]), [{ ...x, shape: [1, 4, 4, 1] }]);
  });

  it('has the values and gradients of volumes, of whose maxima the last gets the gradient', async () => {
    const volume = fc.record({
      filter: pair(1, 3),
      strides: pair(1, 2),
      pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(volume, async ({ filter: [depth, side], strides: [first, second], pad, seed }) => {
        const pool: Pool = (x) => tf.maxPool3d(x as tf.Tensor5D, [depth, side, side], [first, second, 1], pad);
        const ties = { ...integers(seed, [1, 4, 5, 4, 2], 3), dtype: 'float32' } as const;
        await expectSameGradients(pool, [ties]);
      }),
      { numRuns: 15 },
    );
  });

  it('has the gradient of volumes for windows that are not square, where that of TensorFlow.js is wrong', async () => {
    const pool: Pool = (x) => tf.maxPool3d(x as tf.Tensor5D, [1, 2, 3], [1, 1, 1], 'valid');
    const x = normal(8, [1, 2, 3, 4, 1]);
    const [all] = await onOnnx((values) => tf.grad(pool)(values, tf.ones([1, 2, 2, 2, 1])), [x]);
    const sumOf = async (data: ArrayLike<number>): Promise<number> => {
      const [y] = await eagerly(pool, [{ ...x, data }]);
      return Array.from(y!.data).reduce((a, b) => a + b, 0);
    };
    for (let place = 0; place < all!.data.length; place++) {
      const moved = Float32Array.from(x.data);
      moved[place]! += 0.01;
      expect((await sumOf(moved)) - (await sumOf(x.data))).toBeCloseTo(all!.data[place]! * 0.01, 4);
    }
  });

  it('is exact for whole numbers', async () => {
    const large = {
      ...integers(8, [1, 4, 4, 2], 5),
      data: Array.from({ length: 32 }, (_, index) => 2 ** 30 + ((index * 7) % 32)),
    };
    await expectSame(maxPool([2, 2], [2, 2], 'valid'), [large]);
  });

  it('sees the zeros around images as numbers, where no gradient is taken', async () => {
    // ONNX Runtime's pad fusion makes padding of the pooling's own of them, which counts as -Infinity.
    const image = { shape: [1, 2, 2, 1], data: [-1, -2, -3, -4] };
    for (const [around, size] of [
      [1, 2],
      [2, 2],
      [3, 2],
    ] as const) {
      const paddings: [number, number][] = [
        [0, 0],
        [around, around],
        [around, around],
        [0, 0],
      ];
      const compute: Pool = (x) => tf.maxPool(tf.pad(x as tf.Tensor4D, paddings), size, size, 'valid');
      await expectSame(compute, [image]);
      await expectSame((x) => tf.avgPool(tf.pad(x as tf.Tensor4D, paddings), size, size, 'valid'), [image]);
    }
    const [padded] = await onOnnx(
      (x) =>
        tf.maxPool(
          tf.pad(x as tf.Tensor4D, [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ]),
          2,
          2,
          'valid',
        ),
      [image],
    );
    expect(Array.from(padded!.data)).toEqual([0, 0, 0, 0]);
  });

  it('rounds up sizes where it is told to', async () => {
    await expectSame((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1, 'ceil'), [normal(9, [1, 6, 6, 2])]);
  });
});

describe('average pooling on ONNX Runtime', () => {
  it('has the values of TensorFlow.js for any sizes, strides and paddings', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, seed }) => {
        await expectSame(averagePool(filter, strides, pad), [normal(seed, [2, ...size, 3])]);
      }),
      { numRuns: 20 },
    );
  });

  it('has the gradient of what it computes, where the window hangs over the edge too', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, pad, seed }) => {
        await expectGradientOfLinear(averagePool(filter, strides, pad), [1, ...size, 1], seed);
      }),
      { numRuns: 20 },
    );
  });

  it('has the gradient of windows that lie side by side and cover the images', async () => {
    await expectGradientOfLinear(averagePool([2, 3], [2, 3], 'valid'), [2, 4, 6, 2]);
  });

  it('has the values and gradients of volumes', async () => {
    const pool: Pool = (x) => tf.avgPool3d(x as tf.Tensor5D, [2, 3, 2], [1, 2, 2], 'same');
    await expectSame(pool, [normal(1, [2, 4, 5, 3, 2])]);
    await expectGradientOfLinear(pool, [1, 4, 5, 3, 2]);
  });

  it('is left to TensorFlow.js where windows would see nothing but padding', async () => {
    await expect(expectSame(averagePool([2, 2], [1, 1], 2), [normal(1, [1, 4, 4, 1])])).rejects.toThrow(
      "'AvgPool' pads by as much as its window",
    );
  });
});
