import { predefinedSplit } from './predefined-split.js';

describe('predefinedSplit', () => {
  it('gives no split where all samples are always trained on', () => {
    expect([...predefinedSplit({ testFold: [-1, -1] }).split({ length: 2 })]).toEqual([]);
  });

  it('takes negative numbers but -1 as folds', () => {
    const tests = Array.from(predefinedSplit({ testFold: [-2, -1, 4] }).split({ length: 3 }), ({ test }) =>
      Array.from(test),
    );
    expect(tests).toEqual([[0], [2]]);
  });
});
