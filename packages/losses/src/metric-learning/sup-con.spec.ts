import * as tf from '@tensorflow/tfjs';

import { embeddings, infiniteEdges, numbers, valueOf } from './embeddings.fixture.js';
import { ntXent } from './nt-xent.js';
import { supCon } from './sup-con.js';

describe('sup-con', () => {
  it.each(['cosine', 'euclidean'] as const)('is finite at its edges, by %s', (distance) => {
    expect(infiniteEdges(supCon({ distance, temperature: 1e-3 }))).toEqual([]);
  });

  it('is nt-xent where each class has two', () => {
    const [first, second] = tf.split(embeddings(), 2) as [tf.Tensor2D, tf.Tensor2D];
    const views = numbers(ntXent({ temperature: 0.1 })(first, second))[0]!;
    expect(numbers(supCon()(embeddings(), tf.tensor1d([0, 1, 2, 3, 0, 1, 2, 3], 'int32')))[0]).toBeCloseTo(views, 4);
  });

  it('does not look at lengths, unless by the dot product', () => {
    const scaled = tf.mul(embeddings(), tf.expandDims(tf.linspace(0.5, 4, 8), 1));
    const labels = tf.tensor1d([0, 1, 2, 1, 0, 0, 2, 1], 'int32');
    expect(numbers(supCon()(scaled, labels))[0]).toBeCloseTo(valueOf(supCon()), 4);
    expect(numbers(supCon({ distance: 'dot' })(scaled, labels))[0]).not.toBeCloseTo(
      valueOf(supCon({ distance: 'dot' })),
      1,
    );
  });
});
