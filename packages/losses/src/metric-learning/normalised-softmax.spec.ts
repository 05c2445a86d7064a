import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';
import { normalisedSoftmax } from './normalised-softmax.js';

describe('normalised-softmax', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(normalisedSoftmax({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
  });

  it('does not look at lengths', () => {
    const loss = normalisedSoftmax({ numClasses: 3, embeddingSize: 4 });
    expect(numbers(loss(embeddings().mul(7), labels()))[0]).toBeCloseTo(valueOf(loss), 4);
  });
});
