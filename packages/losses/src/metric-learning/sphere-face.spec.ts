import { ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { infiniteEdges, numbers } from './embeddings.fixture.js';
import { sphereFace } from './sphere-face.js';

describe('sphere-face', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(sphereFace({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
  });

  it('grows with the angle to the right centre, over all of its turns', () => {
    const loss = sphereFace({ numClasses: 2, embeddingSize: 3, margin: 5, reduction: 'none' });
    loss.load?.({ centres: ndArray([1, 0, 0, 0, 0, 1], { shape: [2, 3] }) });
    const angles = Array.from({ length: 91 }, (_, step) => (step * Math.PI) / 90);
    const rows = tf.tensor2d(angles.map((angle) => [Math.cos(angle), Math.sin(angle), 0]));
    const values = numbers(loss(rows, tf.zeros([91], 'int32')));
    values.slice(1).forEach((value, at) => expect(value).toBeGreaterThan(values[at]! - 1e-5));
    expect(values[90]).toBeCloseTo(Math.log1p(Math.exp(9)), 4);
  });
});
