import { mapValueTree, partAt, readValueTree, requirePart } from './value-tree.js';

const isNumber = (part: unknown): part is number => typeof part === 'number';
const tree = { kind: 1, boxes: [2, { corners: 3 }] };

describe('A tree of values', () => {
  it('is mapped place by place', () => {
    expect(mapValueTree(tree, isNumber, (value, path) => `${path}: ${value}`)).toEqual({
      kind: 'kind: 1',
      boxes: ['boxes.0: 2', { corners: 'boxes.1.corners: 3' }],
    });
    expect(mapValueTree(7, isNumber, (value, path) => [value, path])).toEqual([7, '']);
  });

  it('is read at once, equal values each in its place', async () => {
    const read = await readValueTree([1, 1, { a: 2 }], isNumber, (value) => Promise.resolve(value * 10));
    expect(read).toEqual([10, 10, { a: 20 }]);
  });

  it('has parts by path', () => {
    expect(partAt<unknown>(tree, 'boxes.1.corners', isNumber)).toBe(3);
    expect(partAt<unknown>(tree, 'kind.0', isNumber)).toBeUndefined();
    expect(partAt<unknown>(tree, 'toString', isNumber)).toBeUndefined();
    expect(partAt<unknown>(undefined, 'kind', isNumber)).toBeUndefined();
  });

  it('is asked for parts that it lacks by an error that names those there are', () => {
    const ask = (whole: unknown) => () => requirePart('The output', whole, 'size', isNumber);
    expect(ask(tree)).toThrow("The output must be one with a part 'size'");
    expect(ask(tree)).toThrow('There are: kind, boxes.');
    expect(ask(7)).toThrow('It is one value.');
  });
});
