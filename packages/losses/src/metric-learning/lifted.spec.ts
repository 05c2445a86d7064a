import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { lifted } from './lifted.js';

describe('lifted', () => {
  it.each(['euclidean', 'cosine'] as const)('is finite at its edges, by %s', (distance) => {
    expect(infiniteEdges(lifted({ distance }))).toEqual([]);
  });

  it('falls to 0 where all margins are kept', () => {
    expect(valueOf(lifted({ posMargin: 5, negMargin: -5 }))).toBe(0);
    expect(valueOf(lifted())).toBeGreaterThan(0);
  });
});
