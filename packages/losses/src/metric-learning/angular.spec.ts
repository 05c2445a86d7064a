import * as tf from '@tensorflow/tfjs';

import { angular } from './angular.js';
import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';

describe('angular', () => {
  it.each([0, 60])('is finite at its edges, for %p degrees', (alpha) => {
    expect(infiniteEdges(angular({ alpha }))).toEqual([]);
  });

  it('does not look at lengths', () => {
    const scaled = tf.mul(embeddings(), tf.expandDims(tf.linspace(0.5, 4, 8), 1));
    expect(numbers(angular()(scaled, labels()))[0]).toBeCloseTo(valueOf(angular()), 4);
  });

  it('refuses angles beyond 60 degrees', () => {
    expect(() => angular({ alpha: 61 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
