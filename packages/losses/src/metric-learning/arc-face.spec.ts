import { ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { arcFace } from './arc-face.js';
import { infiniteEdges, numbers, valueOf } from './embeddings.fixture.js';
import { normalisedSoftmax } from './normalised-softmax.js';

describe('arc-face', () => {
  it('is finite at its edges, and at its centres and opposite to them', () => {
    const loss = arcFace({ numClasses: 3, embeddingSize: 3 });
    expect(infiniteEdges(loss)).toEqual([]);
    loss.load?.({ centres: ndArray([1, 0, 0, 1, 2, 3, -1, -2, -3], { shape: [3, 3] }) });
    expect(infiniteEdges(loss)).toEqual([]);
  });

  it('is the normalised softmax without a margin, and larger with one', () => {
    const sizes = { numClasses: 3, embeddingSize: 4 };
    const plain = valueOf(normalisedSoftmax({ ...sizes, temperature: 0.25 }));
    expect(valueOf(arcFace({ ...sizes, margin: 0, scale: 4 }))).toBeCloseTo(plain, 5);
    expect(valueOf(arcFace({ ...sizes, margin: 20, scale: 4 }))).toBeGreaterThan(plain);
  });

  it('gives NaN for a number that is no class, and refuses other sizes', () => {
    const loss = arcFace({ numClasses: 3, embeddingSize: 2 });
    expect(numbers(loss(tf.ones([1, 2]), tf.tensor1d([3], 'int32')))[0]).toBeNaN();
    expect(() => loss(tf.ones([1, 3]), tf.tensor1d([0], 'int32'))).toThrow(/embeddings \[batch, 2\]/);
  });
});
