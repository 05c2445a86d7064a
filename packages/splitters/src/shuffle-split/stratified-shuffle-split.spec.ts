import { trainTestSplit } from '../hold-out/train-test-split.js';

import { stratifiedShuffleSplit } from './stratified-shuffle-split.js';

describe('stratifiedShuffleSplit', () => {
  it('begins with the stratified train-test split of its seed and sizes', () => {
    const input = { length: 12, targets: [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2] };
    const [first] = stratifiedShuffleSplit({ testSize: 0.25, randomState: 42 }).split(input);
    const [only] = trainTestSplit({ testSize: 0.25, stratify: true, randomState: 42 }).split(input);
    expect(first).toEqual(only);
    // scikit-learn 1.9.1
    expect(Array.from(first!.test)).toEqual([11, 3, 2]);
  });

  it('refuses a class of one member before a split is read', () => {
    const targets = [0, 0, 0, 1];
    expect(() => stratifiedShuffleSplit({ testSize: 2 }).split({ length: 4, targets })).toThrow(
      'too few members are: 1',
    );
  });
});
