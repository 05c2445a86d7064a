import { measureLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { contrastive } from './contrastive.js';
import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';

describe('contrastive', () => {
  it.each(['euclidean', 'squared-euclidean', 'cosine', 'dot'] as const)('is finite at its edges, by %s', (distance) => {
    expect(infiniteEdges(contrastive({ distance, posMargin: -1 }))).toEqual([]);
  });

  it('has a mean of its own for pairs of one class, and for the others', () => {
    const { value, heads } = measureLoss(contrastive({ negMargin: 1.5 }), embeddings(), labels());
    const all = numbers(contrastive({ negMargin: 1.5, reduction: 'none' })(embeddings(), labels()));
    const classes = numbers(labels());
    const isAlike = (at: number): boolean => classes[Math.floor(at / 8)] === classes[at % 8];
    const meanOf = (which: (at: number) => boolean): number => {
      const some = all.filter((own, at) => own > 0 && which(at));
      return some.reduce((sum, own) => sum + own, 0) / some.length;
    };
    const [alike, apart] = [meanOf(isAlike), meanOf((at) => !isAlike(at))];
    expect(numbers(heads!['positive']!.value)[0]).toBeCloseTo(alike, 5);
    expect(numbers(heads!['negative']!.value)[0]).toBeCloseTo(apart, 5);
    expect(numbers(value)[0]).toBeCloseTo(alike + apart, 5);
  });

  it('counts the pairs of an anchor by its weight', () => {
    const weight = tf.tensor1d([0, 1, 2, 0, 0, 1, 0, 3]);
    const all = contrastive({ reduction: 'none' })(embeddings(), labels());
    const sum = numbers(tf.sum(tf.mul(all, tf.expandDims(weight, 1))))[0]!;
    expect(valueOf(contrastive({ reduction: 'sum' }), weight)).toBeCloseTo(sum, 4);
  });

  it.each([
    { distance: 'cosine', normalizeEmbeddings: false } as const,
    { distance: 'dot', normalizeEmbeddings: true } as const,
  ])('refuses %p, which the comparison decides', (options) => {
    expect(() => contrastive(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
