import { ndArray } from '@lml/core';

import { cosFace } from './cos-face.js';
import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { softTriple } from './soft-triple.js';

describe('soft-triple', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(softTriple({ numClasses: 3, embeddingSize: 3, gamma: 1e-3 }))).toEqual([]);
  });

  it('is cos-face with one centre for each class', () => {
    const centres = ndArray([1, 0, 0, 1, 0, 1, 2, 0, 0, 0, 1, 1], { shape: [3, 4] });
    const sizes = { numClasses: 3, embeddingSize: 4, margin: 0.2 };
    const [soft, cosine] = [softTriple({ ...sizes, centersPerClass: 1, la: 4 }), cosFace({ ...sizes, scale: 4 })];
    for (const loss of [soft, cosine]) loss.load?.({ centres });
    expect(valueOf(soft)).toBeCloseTo(valueOf(cosine), 5);
  });
});
