import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { normalisedSoftmax } from './normalised-softmax.js';
import { proxyNca } from './proxy-nca.js';

describe('proxy-nca', () => {
  it('is finite at its edges, and where the softmax leaves float32', () => {
    expect(infiniteEdges(proxyNca({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
    expect(infiniteEdges(proxyNca({ numClasses: 3, embeddingSize: 3, softmaxScale: 1e4 }))).toEqual([]);
  });

  it('is the normalised softmax of half the temperature', () => {
    const sizes = { numClasses: 3, embeddingSize: 4 };
    const softmax = valueOf(normalisedSoftmax({ ...sizes, temperature: 0.25 }));
    expect(valueOf(proxyNca({ ...sizes, softmaxScale: 2 }))).toBeCloseTo(softmax, 5);
  });
});
