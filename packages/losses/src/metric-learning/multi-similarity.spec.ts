import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { multiSimilarity } from './multi-similarity.js';

describe('multi-similarity', () => {
  it.each([undefined, 0.1])('is finite at its edges, with epsilon %p', (epsilon) => {
    expect(infiniteEdges(multiSimilarity({ epsilon }))).toEqual([]);
  });

  it('counts fewer pairs for a smaller epsilon, and all for a large one', () => {
    const all = valueOf(multiSimilarity());
    expect(valueOf(multiSimilarity({ epsilon: 2.5 }))).toBeCloseTo(all, 5);
    expect(valueOf(multiSimilarity({ epsilon: 0.1 }))).toBeLessThan(all - 1e-3);
    expect(valueOf(multiSimilarity({ epsilon: -3 }))).toBe(0);
  });
});
