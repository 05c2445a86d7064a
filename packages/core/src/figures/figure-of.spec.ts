import { ndArray } from '../data/nd-array.js';
import { figureOf } from './figure-of.js';
import { historyFigures } from './history-figures.js';

const known = { title: 'test/f1', classNames: ['cat', 'dog'] };

describe('figureOf', () => {
  it('numbers what has no names', () => {
    expect(figureOf(ndArray([1, 2, 3]), known)).toMatchObject({ figure: 'bars', labels: ['0', '1', '2'] });
  });

  it('names the axes of a matrix that are as long as there are classes', () => {
    const values = ndArray([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(figureOf(values, known)).toEqual({
      figure: 'matrix',
      title: 'test/f1',
      values,
      rows: ['cat', 'dog'],
      columns: ['0', '1', '2'],
    });
  });

  it('names rows and columns of a square matrix, but not where it has names of its own', () => {
    const matrix = { figure: 'matrix', title: 'Confusion', values: ndArray([[1, 2], [3, 4]]) } as const; // prettier-ignore
    expect(figureOf(matrix, known)).toEqual({ ...matrix, rows: ['cat', 'dog'], columns: ['cat', 'dog'] });
    const own = { ...matrix, rows: ['yes', 'no'] };
    expect(figureOf(own, known)).toBe(own);
  });

  it('has a row for each entry of all axes but the last', () => {
    const values = ndArray(new Float32Array(12), { shape: [3, 2, 2] });
    expect(figureOf(values, { title: 'each', classNames: ['a', 'b', 'c'] })).toEqual({
      figure: 'matrix',
      title: 'each',
      values: { ...values, shape: [6, 2] },
      rows: ['a, 0', 'a, 1', 'b, 0', 'b, 1', 'c, 0', 'c, 1'],
      columns: ['0', '1'],
    });
  });
});

describe('historyFigures', () => {
  it('has a line for each stage, without points where there is no number, and the learning rate last', () => {
    const clock = { batch: 1, step: 1, samples: 1, seconds: 1 };
    const record = (epoch: number, values: Record<string, number>) => ({ type: 'epoch', clock: { ...clock, epoch }, values }) as const; // prettier-ignore
    const figures = historyFigures([
      record(1, { 'train/lr': 0.1, 'train/loss': 3 }),
      record(2, { 'train/lr': 0.1, 'train/loss': NaN, 'validation/loss': 2 }),
    ]);
    expect(Object.keys(figures)).toEqual(['loss', 'lr']);
    const points = figures['loss']!.lines.map(({ name, x, y }) => [name, [...x.data], [...y.data]]);
    expect(points).toEqual([['train', [1], [3]], ['validation', [2], [2]]]); // prettier-ignore
    expect(figures['lr']!.title).toBe('learning rate');
  });
});
