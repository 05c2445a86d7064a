import { measureLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';
import { triplet } from './triplet.js';

const MININGS = ['all', 'hard', 'semi-hard', 'easy', 'batch-hard', 'distance-weighted'] as const;

describe('triplet', () => {
  it.each(MININGS)('is finite at its edges, with mining %s', (mining) => {
    expect(infiniteEdges(triplet({ mining, swap: true, smoothLoss: true }))).toEqual([]);
  });

  it('has each triplet either hard, semi-hard or easy', () => {
    const sumOf = (mining: (typeof MININGS)[number]): number =>
      valueOf(triplet({ margin: 1, mining, smoothLoss: true, reduction: 'sum' }));
    expect(sumOf('hard') + sumOf('semi-hard') + sumOf('easy')).toBeCloseTo(sumOf('all'), 3);
    expect(Math.min(sumOf('hard'), sumOf('semi-hard'), sumOf('easy'))).toBeGreaterThan(0);
  });

  it('divides by the values above 0, and is 0 where there is none', () => {
    const values = numbers(triplet({ reduction: 'none' })(embeddings(), labels())).filter((value) => value > 0);
    const { value, total } = measureLoss(triplet(), embeddings(), labels());
    expect(numbers(total as tf.Tensor)).toEqual([values.length]);
    expect(numbers(value)[0]).toBeCloseTo(values.reduce((sum, own) => sum + own, 0) / values.length, 5);
    expect(valueOf(triplet({ margin: -10 }))).toBe(0);
  });

  it('draws negatives by their distance, none beyond the cutoff', () => {
    // Many anchors at one place in four dimensions, each with many draws, and four negatives each of a class of its own.
    const [anchors, distances] = [64, [0.3, 0.8, 1.2, 1.5]];
    const angles = distances.map((distance) => 2 * Math.asin(distance / 2));
    const rows = [...Array.from({ length: anchors }, () => [1, 0, 0, 0]), ...angles.map((angle) => [Math.cos(angle), Math.sin(angle), 0, 0])]; // prettier-ignore
    const classes = tf.tensor1d([...new Array<number>(anchors).fill(0), 1, 2, 3, 4], 'int32');
    const loss = triplet({ mining: 'distance-weighted', margin: 2, reduction: 'none' });
    const drawn = numbers(loss(tf.tensor2d(rows), classes)).filter((value) => value > 0);
    expect(drawn).toHaveLength(anchors * (anchors - 1));
    const shares = distances.map((distance) => drawn.filter((value) => Math.abs(2 - value - distance) < 0.01).length / drawn.length); // prettier-ignore
    const weights = [0.5, 0.8, 1.2].map((distance) => distance ** -2 * (1 - distance ** 2 / 4) ** -0.5);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    [...weights, 0].forEach((weight, at) => {
      const expected = weight / sum;
      const deviation = Math.sqrt((expected * (1 - expected)) / drawn.length);
      expect(Math.abs(shares[at]! - expected)).toBeLessThanOrEqual(4 * deviation);
    });
  });

  it.each([
    { miningMargin: 0.1 },
    { mining: 'hard', miningMargin: 0.1 } as const,
    { cutoff: 0.1 },
    { nonzeroLossCutoff: 1 },
    { mining: 'distance-weighted', distance: 'cosine' } as const,
    { mining: 'distance-weighted', normalizeEmbeddings: false } as const,
  ])('refuses %p, which do not fit', (options) => {
    expect(() => triplet(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
