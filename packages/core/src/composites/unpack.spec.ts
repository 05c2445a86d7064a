import * as tf from '@tensorflow/tfjs';

import { composites, withCompositeInterceptor } from '../steps/composite.js';
import { pack } from './pack.js';
import { unpack } from './unpack.js';

const parts = (): tf.Tensor[] => [tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tf.scalar(7), tf.tensor1d([8, 9])];
const shapes = [[2, 3], [], [2]];

describe('unpack', () => {
  it('gives back what was packed', async () => {
    const back = unpack(pack(parts(), 'all'), 'all', shapes);
    expect(await Promise.all(back.map((part) => part.array()))).toEqual(
      await Promise.all(parts().map((part) => part.array())),
    );
  });

  it('packs the gradients of the parts, with zeros for those that are not used', async () => {
    const use = (vector: tf.Tensor): tf.Tensor => {
      const [matrix, , pair] = unpack(vector, 'all', shapes);
      return tf.add(tf.sum(tf.square(matrix!)), tf.sum(tf.mul(pair!, tf.tensor1d([100, 200]))));
    };
    expect(await tf.grad(use)(pack(parts(), 'all')).array()).toEqual([2, 4, 6, 8, 10, 12, 0, 100, 200]);
  });

  it('tells an engine group, sizes and shapes', () => {
    expect(composites().has('pack') && composites().has('unpack')).toBe(true);
    const seen: unknown[] = [];
    withCompositeInterceptor(
      ({ name }, inputs, attributes) => {
        seen.push([name, inputs.length, attributes]);
        return undefined;
      },
      () => unpack(pack(parts(), 'all'), 'all', shapes),
    );
    expect(seen).toEqual([
      ['pack', 3, { group: 'all' }],
      ['unpack', 1, { group: 'all', sizes: [6, 1, 2], shapes: [2, 2, 3, 0, 1, 2] }],
    ]);
  });
});
