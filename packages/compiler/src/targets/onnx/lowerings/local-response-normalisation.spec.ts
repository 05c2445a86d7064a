import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { normal } from '../../../graph/compute.fixture.js';
import { expectSameGradients } from '../lowering.fixture.js';

describe('local response normalisation on ONNX Runtime', () => {
  it('has the values and gradients of TensorFlow.js', async () => {
    const options = fc.record({
      radius: fc.integer({ min: 0, max: 6 }),
      bias: fc.constantFrom(1, 0.5),
      alpha: fc.constantFrom(1, 0.1),
      beta: fc.constantFrom(0.5, 0.75, 1),
      channels: fc.integer({ min: 1, max: 7 }),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ radius, bias, alpha, beta, channels, seed }) => {
        const compute = (x: tf.Tensor): tf.Tensor =>
          tf.localResponseNormalization(x as tf.Tensor4D, radius, bias, alpha, beta);
        await expectSameGradients(compute, [normal(seed, [2, 3, 2, channels])]);
      }),
      { numRuns: 25 },
    );
  });
});
