import { ndArray } from '../../index.js';
import { flatten, unflatten } from './flat-tree.js';

const a = ndArray([1, 2]);
const b = ndArray([3], { dtype: 'int32' });

describe('a tree of arrays', () => {
  it.each([
    ['an array', a],
    ['heads by name', { boxes: a, classes: b }],
    ['a list', [a, b]],
    ['a list of more than ten', Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? a : b))],
    ['branches', { heads: [{ mean: a }, { mean: b }], total: a }],
  ])('is the same again: %s', (_, tree) => {
    const flat = flatten(tree);
    // As files have them: by name.
    const sorted = Object.fromEntries(Object.entries(flat).sort(([one], [other]) => (one < other ? -1 : 1)));
    expect(unflatten(sorted)).toEqual(tree);
  });

  it('has the paths of its arrays as names', () => {
    expect(Object.keys(flatten({ boxes: [a, b], classes: b }))).toEqual(['boxes/0', 'boxes/1', 'classes']);
  });
});
