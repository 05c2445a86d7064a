import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { attention, type AttentionOptions } from './attention.js';
import { expectSame, expectTrueGradients, normal, tensor, type Outputs } from './composites.fixture.js';

const [BATCH, HEADS, QUERIES, KEYS, DEPTH, VALUES] = [2, 2, 3, 4, 3, 2];
const query = normal(1, [BATCH, HEADS, QUERIES, DEPTH]);
const key = normal(2, [BATCH, HEADS, KEYS, DEPTH]);
const value = normal(3, [BATCH, HEADS, KEYS, VALUES]);

const plain =
  (scale: number, more: (scores: tf.Tensor) => tf.Tensor = (scores) => scores): Outputs =>
  (q, k, v, mask) => {
    const scores = tf.mul(tf.matMul(q, k, false, true), scale);
    return [tf.matMul(tf.softmax(more(mask === undefined ? scores : tf.add(scores, mask))), v)];
  };
const own =
  (options: AttentionOptions = {}): Outputs =>
  (q, k, v, mask) => [attention(q, k, v, { ...options, mask })];
/** Scores of keys that come later than the query are out of the question. */
const noLater = (scores: tf.Tensor): tf.Tensor => {
  const [rows, columns] = scores.shape.slice(-2) as [number, number];
  const later = tf.greater(tf.range(0, columns).expandDims(0), tf.range(0, rows).expandDims(1));
  return tf.where(tf.broadcastTo(later, scores.shape), -Infinity, scores);
};

describe('attention', () => {
  it('has the values and gradients of its parts', async () => {
    const inputs = [query, key, value];
    await expectSame(own(), plain(1 / Math.sqrt(DEPTH)), inputs);
    await expectTrueGradients(own(), inputs);
  });

  it('takes a scale', async () => {
    await expectSame(own({ scale: 2 }), plain(2), [query, key, value]);
  });

  it.each<[string, number, number]>([
    ['as many keys as queries', 4, 4],
    ['more keys', 3, 5],
    ['more queries', 5, 3],
  ])('lets no query see a later key where it is causal, with %s', async (_, queries, keys) => {
    const inputs = [normal(1, [1, 2, queries, DEPTH]), normal(2, [1, 2, keys, DEPTH]), normal(3, [1, 2, keys, VALUES])];
    await expectSame(own({ causal: true }), plain(1 / Math.sqrt(DEPTH), noLater), inputs);
    await expectTrueGradients(own({ causal: true }), inputs);
  });

  it.each<[string, number[]]>([
    ['of the scores', [BATCH, HEADS, QUERIES, KEYS]],
    ['of the keys of each sample', [BATCH, 1, 1, KEYS]],
    ['of queries and keys', [QUERIES, KEYS]],
    ['of each head', [HEADS, 1, 1]],
  ])('adds a mask %s, which may be learnt', async (_, shape) => {
    const inputs = [query, key, value, normal(4, shape)];
    await expectSame(own(), plain(1 / Math.sqrt(DEPTH)), inputs);
    await expectTrueGradients(own(), inputs);
  });

  it.each([-1e9, -Infinity])('gives keys masked by %p neither weight nor gradient', async (out) => {
    const mask = (): tf.Tensor => tf.tensor4d([0, 0, out, out], [1, 1, 1, KEYS]);
    const few = (k: tf.Tensor): tf.Tensor => tf.slice(k, [0, 0, 0, 0], [-1, -1, 2, -1]);
    const masked: Outputs = (q, k, v) => own({})(q, k, v, mask());
    await expectSame(masked, (q, k, v) => plain(1 / Math.sqrt(DEPTH))(q, few(k), few(v)), [query, key, value]);
  });

  it('refuses shapes that do not fit', () => {
    const [q, k, v] = [query, key, value].map(tensor) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => attention(q.reshape([4, QUERIES, DEPTH]), k, v)).toThrow(code);
    expect(() => attention(q, v, v)).toThrow(code);
    expect(() => attention(q, k, tf.zeros([BATCH, HEADS, KEYS + 1, VALUES]))).toThrow(code);
    expect(() => attention(q, k, v, { mask: tf.zeros([QUERIES, KEYS]) })).not.toThrow();
    expect(() => attention(q, k, v, { mask: tf.zeros([KEYS, QUERIES]) })).toThrow(code);
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('attention')).toBe(true);
  });
});
