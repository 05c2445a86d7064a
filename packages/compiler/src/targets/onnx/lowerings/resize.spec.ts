import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { integers, normal } from '../../../graph/compute.fixture.js';
import { expectSame } from '../lowering.fixture.js';
import { expectGradientOfLinear } from './linear.fixture.js';

type Pair = [number, number];

const pair = (least: number, most: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }));
const resizing = fc.record({
  method: fc.constantFrom('resizeBilinear' as const, 'resizeNearestNeighbor' as const),
  from: pair(1, 6),
  to: pair(1, 9),
  flags: fc.constantFrom<[boolean, boolean]>([false, false], [true, false], [false, true]),
  seed: fc.nat(1000),
});

describe('resizing on ONNX Runtime', () => {
  it('has the values of TensorFlow.js for any sizes and alignments', async () => {
    await fc.assert(
      fc.asyncProperty(resizing, async ({ method, from, to, flags, seed }) => {
        await expectSame((x) => tf.image[method](x as tf.Tensor4D, to, ...flags), [normal(seed, [2, ...from, 3])]);
      }),
      { numRuns: 40 },
    );
  });

  it('has the gradient of what it computes', async () => {
    await fc.assert(
      fc.asyncProperty(resizing, async ({ method, from, to, flags, seed }) => {
        await expectGradientOfLinear((x) => tf.image[method](x as tf.Tensor4D, to, ...flags), [2, ...from, 1], seed);
      }),
      { numRuns: 25 },
    );
  });

  it('takes whole numbers', async () => {
    const x = integers(3, [1, 3, 4, 2], 256);
    await expectSame((images) => tf.image.resizeNearestNeighbor(images as tf.Tensor4D, [5, 8]), [x]);
    await expectSame((images) => tf.image.resizeBilinear(images as tf.Tensor4D, [5, 8]), [x]);
  });
});
