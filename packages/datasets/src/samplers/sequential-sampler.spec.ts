import '../index.js';
import { contextOf, indicesOf } from './sampler.fixture.js';
import { sequentialSampler } from './sequential-sampler.js';

describe('sequential-sampler', () => {
  it('has samples in their own order in every epoch', () => {
    expect(indicesOf(sequentialSampler(), contextOf(4))).toEqual([0, 1, 2, 3]);
    expect(indicesOf(sequentialSampler(), contextOf(4, { epoch: 3, seed: 1 }))).toEqual([0, 1, 2, 3]);
    expect(indicesOf(sequentialSampler(), contextOf(0))).toEqual([]);
  });
});
