import { conditional, int, quantized, Study, uniform, type SearchSpaceInput } from '@lml/core';

import { grid } from './grid.js';

type Point = Readonly<Record<string, unknown>>;

function points(space: SearchSpaceInput | SearchSpaceInput[], limit?: number): Point[] {
  const study = new Study({ space, strategy: grid(), limit });
  const found: Point[] = [];
  for (let trial = study.ask(); trial !== undefined; trial = study.ask()) found.push(trial.params);
  return found;
}

describe('grid', () => {
  it('walks through all combinations in the order of scikit-learn, space by space', () => {
    const found = points([{ b: [1, 2], a: ['x', 'y'] }, { c: int({ low: 4, high: 9, step: 5 }) }]);
    expect(found).toEqual([{ a: 'x', b: 1 }, { a: 'x', b: 2 }, { a: 'y', b: 1 }, { a: 'y', b: 2 }, { c: 4 }, { c: 9 }]);
  });

  it('walks through a branch right after its value', () => {
    const kind = conditional({ branches: { sgd: { momentum: [0, 0.9], nesterov: [true, false] }, adam: {} } });
    const found = points({ kind, z: quantized({ low: 0, high: 0.5, step: 0.5 }) });
    expect(found).toHaveLength(10);
    expect(found[3]).toEqual({ kind: 'sgd', momentum: 0, nesterov: false, z: 0.5 });
    expect(found.slice(8)).toEqual([{ kind: 'adam', z: 0 }, { kind: 'adam', z: 0.5 }]); // prettier-ignore
  });

  it('holds no grid in memory', () => {
    const ten = Array.from({ length: 10 }, (_, at) => at);
    const space = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`p${String.fromCharCode(97 + at)}`, ten]));
    expect(Object.values(points(space, 124).at(-1)!).join('')).toBe('000000000000123');
  });

  it('refuses numbers without steps, in branches too', () => {
    const rate = uniform({ low: 0, high: 1 });
    for (const space of [{ rate }, { kind: conditional({ branches: { a: { rate } } }) }]) {
      expect(() => points(space)).toThrow("space 'rate' must be a list, integers or numbers in steps for a grid");
    }
  });
});
