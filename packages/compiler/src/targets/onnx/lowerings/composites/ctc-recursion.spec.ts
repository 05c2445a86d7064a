import { ctcNegativeLogLikelihood } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { integers, normal, type Values } from '../../../../graph/compute.fixture.js';
import { expectSame } from '../../lowering.fixture.js';
import { opsOf } from './composites.fixture.js';

/** Logits, labels without the blank 0, and lengths. */
function given(batch: number, time: number, classes: number, labels: number, seed = 1): Values[] {
  const { shape, data, dtype } = integers(seed, [batch, labels], classes - 1);
  const lengths = (which: number, most: number): Values => integers(seed + which, [batch], most + 1);
  return [
    normal(seed, [batch, time, classes]),
    { shape, dtype: dtype!, data: Array.from(data, (label) => label + 1) },
    lengths(1, labels),
    lengths(2, time),
  ];
}

const values = (logits: tf.Tensor, labels: tf.Tensor, labelLengths: tf.Tensor, inputLengths: tf.Tensor): tf.Tensor =>
  ctcNegativeLogLikelihood(tf.logSoftmax(logits), { labels, labelLengths, inputLengths });
const gradient = (logits: tf.Tensor, ...target: [tf.Tensor, tf.Tensor, tf.Tensor]): tf.Tensor =>
  tf.grad((x) => tf.sum(values(x, ...target)))(logits);

describe('the composite ctc on ONNX Runtime', () => {
  it('is that of core, and so is its gradient, whatever the sizes', async () => {
    const size = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.integer({ min: 1, max: 9 }),
        size,
        size,
        fc.nat(99),
        (batch, time, classes, labels, seed) =>
          expectSame(
            (x, ...[a, b, c]) => [values(x, a!, b!, c!), gradient(x, a!, b!, c!)],
            given(batch, time, classes + 1, labels, seed),
          ),
      ),
      { numRuns: 15, examples: [[1, 1, 1, 1, 0], [3, 8, 2, 4, 5]] }, // prettier-ignore
    );
  });

  it('is exact for logits that are far apart', async () => {
    const [logits, ...target] = given(4, 9, 3, 2, 3);
    const far = { ...logits!, data: Array.from(logits!.data, (value) => 1e4 * value) };
    await expectSame((x, ...[a, b, c]) => [values(x, a!, b!, c!), gradient(x, a!, b!, c!)], [far, ...target]);
  });

  it('takes no labels', async () => {
    await expectSame((x, ...[a, b, c]) => [values(x, a!, b!, c!), gradient(x, a!, b!, c!)], given(2, 3, 3, 0));
  });

  it('is one loop for value and gradient', () => {
    const ops = opsOf((x, ...[a, b, c]) => [values(x, a!, b!, c!), gradient(x, a!, b!, c!)], given(2, 9, 4, 3));
    expect(ops.filter((op) => op === 'Scan')).toEqual(['Scan']);
  });
});
