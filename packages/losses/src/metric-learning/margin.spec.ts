import * as tf from '@tensorflow/tfjs';

import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';
import { margin } from './margin.js';

describe('margin', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(margin())).toEqual([]);
    expect(infiniteEdges(margin({ learnBeta: true, numClasses: 3, nu: 0.5 }))).toEqual([]);
  });

  it('begins with the boundary that it was given, and adds what it counts by itself', () => {
    const plain = valueOf(margin({ beta: 1 }));
    expect(valueOf(margin({ beta: 1, learnBeta: true, numClasses: 3 }))).toBeCloseTo(plain, 5);
    expect(valueOf(margin({ beta: 1, learnBeta: true, nu: 0.5 }))).toBeCloseTo(plain + 0.5, 5);
  });

  it('gives the sum of each anchor over its triplets', () => {
    const values = numbers(margin({ reduction: 'none' })(embeddings(), labels()));
    const sum = values.reduce((all, value) => all + value, 0);
    expect(valueOf(margin({ reduction: 'sum' }))).toBeCloseTo(sum, 3);
  });

  it('gives NaN for a number that has no boundary', () => {
    const loss = margin({ learnBeta: true, numClasses: 2 });
    expect(numbers(loss(embeddings(), tf.tensor1d([0, 1, 2, 1, 0, 0, 2, 1], 'int32')))[0]).toBeNaN();
  });

  it.each([{ nu: 0.1 }, { numClasses: 3 }])('refuses %p without a trained boundary', (options) => {
    expect(() => margin(options)).toThrow(/learnBeta/);
  });
});
