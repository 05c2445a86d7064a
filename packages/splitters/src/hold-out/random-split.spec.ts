import { randomSplit } from './random-split.js';

describe('randomSplit', () => {
  it('draws the permutations of torch.randperm', () => {
    const orderOf = (randomState: number): number[] => {
      const [split] = randomSplit({ lengths: [10, 0], randomState }).split({ length: 10 });
      return Array.from(split!.train);
    };
    // torch 2.13.0
    expect(orderOf(0)).toEqual([4, 1, 7, 5, 3, 9, 0, 8, 6, 2]);
    expect(orderOf(42)).toEqual([2, 6, 1, 8, 4, 5, 0, 9, 3, 7]);
  });

  it('refuses more samples than it draws of as PyTorch does', () => {
    expect(() => randomSplit().split({ length: 214_748_365 })).toThrow('length must be below 214748365');
  });
});
