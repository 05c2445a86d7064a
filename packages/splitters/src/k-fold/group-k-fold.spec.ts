import { groupKFold } from './group-k-fold.js';

describe('groupKFold', () => {
  it('takes texts as groups by their order, not by that of samples', () => {
    const groups = ['b', 'b', 'a', 'a', 'c', 'c'];
    const numbers = [1, 1, 0, 0, 2, 2];
    for (const options of [{}, { shuffle: true, randomState: 3 }]) {
      const splitter = groupKFold({ nSplits: 2, ...options });
      expect([...splitter.split({ length: 6, groups })]).toEqual([...splitter.split({ length: 6, groups: numbers })]);
    }
  });
});
