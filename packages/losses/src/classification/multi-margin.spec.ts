import * as tf from '@tensorflow/tfjs';

import { multiMargin } from './multi-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('multi-margin', () => {
  it('is 0 where the right class leads by the margin', () => {
    const loss = multiMargin({ margin: 0.5, reduction: 'none' });
    expect(
      numbers(
        loss(
          tf.tensor2d([
            [2, 1.5, 0],
            [2, 1.75, 0],
          ]),
          tf.tensor1d([0, 0], 'int32'),
        ),
      ),
    ).toEqual([0, 0.25 / 3].map(Math.fround));
  });

  it('refuses other powers', () => {
    expect(() => multiMargin({ p: 3 as never })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
