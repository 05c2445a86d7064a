import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { columnSelector } from './column-selector.js';
import { functionTransformer } from './function-transformer.js';
import { polynomialFeatures } from './polynomial-features.js';

describe('polynomialFeatures', () => {
  it('puts products where the first of the features stood', async () => {
    const rows = table({ town: ['x'], a: [2], b: [5], c: [7] });
    const transform = polynomialFeatures({ columns: ['a', 'c'], includeBias: false });
    expect(await changed(transform, rows)).toEqual({
      town: ['x'], a: [2], c: [7], 'a^2': [4], 'a c': [14], 'c^2': [49], b: [5],
    }); // prettier-ignore
  });

  it('refuses to make too many', async () => {
    const wide = matrix(Array.from({ length: 200 }, (_, at) => at));
    expect(await faultOf(() => changed(polynomialFeatures({ degree: 4 }), wide))).toBe(
      'LML_INVALID_ARGUMENT: degree must be so low that at most 100000 features are made; of 200 features there would be 70058750, got 4. Name fewer features by columns, or choose interactionOnly.',
    );
  });
});

describe('columnSelector', () => {
  it('keeps and drops features of records by name', async () => {
    const rows = table({ a: [1, 2], town: ['x', 'y'], b: [3, 4] });
    expect(await changed(columnSelector({ keep: ['b', 'town'] }), rows)).toEqual({ b: [3, 4], town: ['x', 'y'] });
    expect(await changed(columnSelector({ drop: ['a'] }), rows)).toEqual({ town: ['x', 'y'], b: [3, 4] });
  });

  it('keeps and drops features of arrays by place, whatever their axes', async () => {
    const image = { input: arrayOf([1, 2, 3, 4, 5, 6], [1, 2, 3]) };
    expect(await changed(columnSelector({ keep: [2, 0] }), image)).toEqual({ shape: [1, 2, 2], values: [3, 1, 6, 4] });
    expect(await changed(columnSelector({ drop: [0] }), image)).toEqual({ shape: [1, 2, 2], values: [2, 3, 5, 6] });
  });

  it('says which features there are', async () => {
    const rows = table({ height: [1], width: [2] });
    expect(await faultOf(() => changed(columnSelector({ keep: ['heigth'] }), rows))).toBe(
      "LML_INVALID_ARGUMENT: keep must be features of the samples, got 'heigth'. There are 'height', 'width'. Did you mean 'height'?",
    );
    expect(await faultOf(() => changed(columnSelector({ drop: ['height', 'width'] }), rows))).toMatch(
      /^LML_INVALID_ARGUMENT: drop must be some of the features, so that others are left/,
    );
    expect(await faultOf(() => columnSelector({}))).toMatch(/^LML_INVALID_OPTIONS: .*or else drop, and not both/s);
    expect(await faultOf(() => columnSelector({ keep: [0], drop: [1] }))).toMatch(/^LML_INVALID_OPTIONS/);
  });
});

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
