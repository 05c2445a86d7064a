import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('Erf', () => {
  it('has all digits of small numbers', async () => {
    await expectValues(
      everywhere(),
      () => tf.div(tf.erf(tf.tensor1d([1e-8, -1e-5])), tf.tensor1d([1e-8, -1e-5])),
      [1.1283792, 1.1283792],
    );
  });

  // From Python's math.erf.
  it('is right from one end to the other', async () => {
    await expectValues(
      everywhere(),
      () => tf.erf(tf.tensor1d([0, 0.1, -0.5, 1, 2, -3, 5.9, 100, Infinity, -Infinity, NaN])),
      [0, 0.1124629160182849, -0.5204998778130465, 0.8427007929497148, 0.9953222650189527, -0.9999779095030014].concat([
        1,
        1,
        1,
        -1,
        NaN,
      ]),
    );
  });
});
