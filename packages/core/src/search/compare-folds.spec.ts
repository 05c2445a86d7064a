import golden from './goldens/compare-folds.json' with { type: 'json' };
import { compareFolds, type CompareFoldsOptions } from './compare-folds.js';

describe('compareFolds', () => {
  it.each(golden.cases)('agrees with SciPy: $name', ({ a, b, options, statistic, pValue }) => {
    const found = compareFolds(a, b, options as CompareFoldsOptions);
    for (const [value, expected] of [
      [found.statistic, Number(statistic)],
      [found.pValue, Number(pValue)],
    ] as const) {
      if (Number.isFinite(expected) && expected !== 0) expect(Math.abs(value / expected - 1)).toBeLessThan(1e-10);
      else expect(value).toBe(expected);
    }
  });

  it('takes the corrected test where sizes are known, else the plain one', () => {
    const [a, b] = [[0.9, 0.8, 0.7], [0.8, 0.75, 0.4]]; // prettier-ignore
    expect(compareFolds(a, b).test).toBe('paired-t');
    const corrected = compareFolds(a, b, { trainSize: 60, testSize: 30 });
    expect(corrected).toMatchObject({ test: 'corrected-t', alternative: 'two-sided', degreesOfFreedom: 2 });
    expect(corrected.difference).toBeCloseTo(0.15, 12);
    expect(corrected.pValue).toBeGreaterThan(compareFolds(a, b).pValue);
  });

  it('keeps small tails', () => {
    const a = Array.from({ length: 30 }, (_, fold) => 100 + (fold % 3));
    const b = a.map((value, fold) => value - 50 - (fold % 2));
    const { pValue } = compareFolds(a, b, { alternative: 'greater' });
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-40);
    expect(compareFolds(b, a, { alternative: 'less' }).pValue).toBe(pValue);
  });

  it('refuses what cannot be compared', () => {
    const refused = (action: () => unknown, message: string): void =>
      expect(action).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT', message: expect.stringContaining(message) as string })); // prettier-ignore
    refused(() => compareFolds([1, 2], [1, 2, 3]), 'b must be 2 scores, as many as a');
    refused(() => compareFolds([1], [1]), 'a must be a list of finite numbers, one for each of at least two folds');
    refused(() => compareFolds([1, 2], [1, NaN]), 'b must be a list of finite numbers');
    refused(() => compareFolds([1, 2], [2, 1], { test: 'z' as never }), "test must be 'paired-t'");
    refused(() => compareFolds([1, 2], [2, 1], { alternative: 'more' as never }), "alternative must be 'two-sided'");
    refused(() => compareFolds([1, 2], [2, 1], { test: 'corrected-t', trainSize: 8 }), 'testSize must be a number');
    expect(() => compareFolds([1, 2], [2, 1], { tail: 1 } as never)).toThrow('there is no such option');
  });
});
