import { measureLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { embeddings, infiniteEdges, labels, numbers, valueOf } from './embeddings.fixture.js';
import { proxyAnchor } from './proxy-anchor.js';

const sizes = { numClasses: 4, embeddingSize: 4 };

describe('proxy-anchor', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(proxyAnchor({ numClasses: 3, embeddingSize: 3 }))).toEqual([]);
    expect(infiniteEdges(proxyAnchor({ numClasses: 3, embeddingSize: 3, alpha: 1e4 }))).toEqual([]);
  });

  it('divides by the proxies with samples, and by all', () => {
    const { heads } = measureLoss(proxyAnchor(sizes), embeddings(), labels());
    expect(Object.values(heads!).map(({ total }) => numbers(total as tf.Tensor)[0])).toEqual([3, 4]);
  });

  it('counts a sample by its weight', () => {
    const weight = tf.tensor1d([1, 2, 0, 1, 1, 1, 1, 1]);
    const rows = tf.gather(embeddings(), tf.tensor1d([0, 1, 1, 3, 4, 5, 6, 7], 'int32'));
    const own = tf.gather(labels(), tf.tensor1d([0, 1, 1, 3, 4, 5, 6, 7], 'int32'));
    expect(valueOf(proxyAnchor(sizes), weight)).toBeCloseTo(numbers(proxyAnchor(sizes)(rows, own))[0]!, 4);
  });

  it('gives NaN for a number that is no class', () => {
    expect(numbers(proxyAnchor(sizes)(tf.ones([2, 4]), tf.tensor1d([0, 4], 'int32')))[0]).toBeNaN();
  });
});
