import { cosFace } from './cos-face.js';
import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { normalisedSoftmax } from './normalised-softmax.js';

describe('cos-face', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(cosFace({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
  });

  it('is the normalised softmax without a margin, and larger with one', () => {
    const sizes = { numClasses: 3, embeddingSize: 4 };
    const plain = valueOf(normalisedSoftmax({ ...sizes, temperature: 0.25 }));
    expect(valueOf(cosFace({ ...sizes, margin: 0, scale: 4 }))).toBeCloseTo(plain, 5);
    expect(valueOf(cosFace({ ...sizes, scale: 4 }))).toBeGreaterThan(plain);
  });
});
