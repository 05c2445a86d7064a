import * as tf from '@tensorflow/tfjs';
import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { functionTransformer } from './function-transformer.js';

describe('functionTransformer', () => {
  it('undoes the change of targets by the inverse', async () => {
    const transform = functionTransformer({ func: Math.log1p, inverse: tf.expm1, on: 'target' });
    const target = arrayOf([0, 1, 9], [3]);
    await fitted(transform, { target });
    expect(await changed(transform, { target }, {}, 'target')).toEqual([0, Math.log(2), Math.log(10)]);
    const undone = transform.invert!(tf.tensor1d([0, Math.log(2), Math.log(10)])) as tf.Tensor;
    Array.from(undone.dataSync()).forEach((value, at) => expect(value).toBeCloseTo([0, 1, 9][at]!, 5));
  });

  it('is told the name of a feature', async () => {
    const transform = functionTransformer({ func: (value, feature) => (feature === 'b' ? -value : value) });
    const rows = table({ a: [1], b: [2] });
    expect(await changed(await fitted(transform, rows), rows)).toEqual({ a: [1], b: [-2] });
  });

  it('refuses what gives no number, and what is no function', async () => {
    const wrong = functionTransformer({ func: (() => 'x') as never });
    await fitted(wrong, matrix([1]));
    expect(await faultOf(() => changed(wrong, matrix([1])))).toBe(
      "LML_INVALID_ARGUMENT: What func makes of 1 must be a number, got 'x'.",
    );
    expect(await faultOf(() => functionTransformer({ func: 'log' as never }))).toMatch(
      /^LML_INVALID_OPTIONS: .*a function of a number/s,
    );
  });
});
