import fc from 'fast-check';

import { mergeMetricValues, ndArray } from '../index.js';

describe('mergeMetricValues', () => {
  it('adds sums in float64, whatever their type', () => {
    const merged = mergeMetricValues(
      { sum: ndArray([2 ** 24, 0.5]), count: ndArray([2 ** 30], { dtype: 'int32' }), big: ndArray([2n ** 40n]) },
      { sum: ndArray([1, 0.25]), count: ndArray([2 ** 30], { dtype: 'int32' }), big: ndArray([1n]) },
    );
    expect(merged).toEqual({
      sum: { dtype: 'float64', shape: [2], data: Float64Array.of(2 ** 24 + 1, 0.75) },
      count: { dtype: 'float64', shape: [1], data: Float64Array.of(2 ** 31) },
      big: { dtype: 'float64', shape: [1], data: Float64Array.of(2 ** 40 + 1) },
    });
  });

  it('puts kept samples one behind the other', () => {
    const merged = mergeMetricValues(
      { 'kept/score': ndArray([[1, 2]]), 'kept/label': ndArray([3], { dtype: 'int32' }) },
      {
        'kept/score': ndArray([
          [3, 4],
          [5, 6],
        ]),
        'kept/label': ndArray([4, 5], { dtype: 'int32' }),
      },
      { 'kept/score': ndArray(new Float32Array(), { shape: [0, 2] }) },
    );
    expect(merged['kept/score']).toEqual(
      ndArray([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    );
    expect(merged['kept/label']).toEqual(ndArray([3, 4, 5], { dtype: 'int32' }));
  });

  it('takes what a part lacks for nothing', () => {
    const values = { sum: ndArray(new Float64Array([1.5])), 'kept/score': ndArray([1]) };
    expect(mergeMetricValues({}, values)).toEqual(values);
    expect(mergeMetricValues(values, {})).toEqual(values);
    expect(mergeMetricValues({ sum: values.sum }, { 'kept/score': values['kept/score'] })).toEqual(values);
    expect(mergeMetricValues()).toEqual({});
  });

  it('does not change its parts', () => {
    const [a, b] = [{ sum: ndArray(new Float64Array([1])) }, { sum: ndArray(new Float64Array([2])) }];
    mergeMetricValues(a, b);
    expect([a.sum.data, b.sum.data]).toEqual([Float64Array.of(1), Float64Array.of(2)]);
  });

  it('is the same at once and two by two', () => {
    const part = fc.record({
      sum: fc.array(fc.integer(), { minLength: 2, maxLength: 2 }).map((data) => ndArray(Float64Array.from(data))),
      'kept/score': fc.array(fc.integer({ min: -9, max: 9 })).map((data) => ndArray(Float32Array.from(data))),
    });
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const atOnce = mergeMetricValues(a, b, c);
        expect(mergeMetricValues(mergeMetricValues(a, b), c)).toEqual(atOnce);
        expect(mergeMetricValues(a, mergeMetricValues(b, c))).toEqual(atOnce);
      }),
    );
  });

  it.each([
    [{ sum: ndArray([1, 2]) }, { sum: ndArray([1]) }],
    [{ 'kept/x': ndArray([[1, 2]]) }, { 'kept/x': ndArray([1]) }],
    [{ 'kept/x': ndArray([1]) }, { 'kept/x': ndArray([1], { dtype: 'int32' }) }],
    [{ 'kept/x': ndArray(1) }, { 'kept/x': ndArray(1) }],
  ])('refuses parts of different kinds', (a, b) => {
    expect(() => mergeMetricValues(a as never, b as never)).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});
