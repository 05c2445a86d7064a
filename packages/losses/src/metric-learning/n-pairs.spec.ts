import * as tf from '@tensorflow/tfjs';

import { embeddings, infiniteEdges, labels, numbers } from './embeddings.fixture.js';
import { nPairs } from './n-pairs.js';

describe('n-pairs', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(nPairs({ distance: 'dot' }))).toEqual([]);
  });

  it('takes the first two of each class, and no others', () => {
    const rows = embeddings();
    const pairs = tf.gather(rows, tf.tensor1d([0, 1, 2, 3, 4, 6], 'int32'));
    const own = tf.tensor1d([0, 1, 2, 1, 0, 2], 'int32');
    expect(numbers(nPairs()(rows, labels()))[0]).toBeCloseTo(numbers(nPairs()(pairs, own))[0]!, 5);
    const isFirst = numbers(nPairs({ reduction: 'none' })(rows, labels())).map((value) => value > 0);
    expect(isFirst).toEqual([true, true, true, false, false, false, false, false]);
  });

  it('weighs the first ones', () => {
    const values = numbers(nPairs({ reduction: 'none' })(embeddings(), labels()));
    const weighted = nPairs()(embeddings(), labels(), tf.tensor1d([1, 3, 0, 9, 9, 9, 9, 9]));
    expect(numbers(weighted)[0]).toBeCloseTo((values[0]! + 3 * values[1]!) / 4, 5);
  });
});
