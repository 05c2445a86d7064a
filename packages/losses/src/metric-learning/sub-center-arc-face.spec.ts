import { arcFace } from './arc-face.js';
import { infiniteEdges, valueOf } from './embeddings.fixture.js';
import { subCenterArcFace } from './sub-center-arc-face.js';

describe('sub-center-arc-face', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(subCenterArcFace({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
  });

  it('is arc-face with one centre for each class', () => {
    const options = { numClasses: 3, embeddingSize: 4, scale: 4 };
    expect(valueOf(subCenterArcFace({ ...options, subCenters: 1 }))).toBeCloseTo(valueOf(arcFace(options)), 5);
  });
});
