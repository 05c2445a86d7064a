import { int, logUniform, quantized, Study, uniform, conditional, type SearchSpaceInput } from '@lml/core';
import fc from 'fast-check';

import golden from '../goldens/random.json' with { type: 'json' };
import { random } from './random.js';

type Point = Readonly<Record<string, unknown>>;

function points(space: SearchSpaceInput | SearchSpaceInput[], seed: number, limit: number): Point[] {
  const study = new Study({ space, strategy: random(), seed, limit });
  const found: Point[] = [];
  for (let trial = study.ask(); trial !== undefined; trial = study.ask()) found.push(trial.params);
  return found;
}

/** Logarithms differ in the last digits. */
function nearly(point: Point): Point {
  return Object.fromEntries(
    Object.entries(point).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(13)) : value,
    ]),
  );
}

describe('random', () => {
  it.each(golden.cases)('draws as scikit-learn does: $name', ({ input, options, expected }) => {
    const { spaces } = golden.inputs[input as keyof typeof golden.inputs];
    const found = points(spaces as unknown as SearchSpaceInput[], options.seed, options.trials);
    expect(found.map(nearly)).toEqual((expected.points as Point[]).map(nearly));
    expect(found.map((point) => Object.keys(point))).toEqual(found.map((point) => Object.keys(point).sort()));
  });

  it('draws what scikit-learn has not within its ends and steps, and a branch only where it is chosen', () => {
    const space = {
      kind: conditional({ branches: { sgd: { momentum: uniform({ low: 0, high: 1 }) }, adam: {} } }),
      rate: quantized({ low: 0, high: 0.5, step: 0.1 }),
      units: int({ low: 8, high: 64, step: 8 }),
      width: int({ low: 1, high: 256, log: true }),
    };
    const found = points(space, 3, 400);
    const steps = new Set(found.map(({ rate }) => Math.round((rate as number) * 10)));
    expect([...steps].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(found.map(({ units }) => units)).size).toBe(8);
    for (const { kind, momentum, width, units } of found) {
      expect(typeof momentum).toBe(kind === 'sgd' ? 'number' : 'undefined');
      expect(Number.isInteger(width) && (width as number) >= 1 && (width as number) <= 256).toBe(true);
      expect((units as number) % 8).toBe(0);
    }
    const below = found.filter(({ width }) => (width as number) < 16).length;
    expect(Math.abs(below / 400 - 0.5)).toBeLessThan(0.1);
  });

  it('draws no combination of lists twice, branches included', () => {
    const space = { a: [1, 2, 3], b: conditional({ branches: { x: { c: [1, 2, 3, 4] }, y: {} } }) };
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 20 }), (seed, limit) => {
        const found = points(space, seed, limit).map((point) => JSON.stringify(point));
        expect(found).toHaveLength(Math.min(limit, 15));
        expect(new Set(found).size).toBe(found.length);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('proposes the same for the same view, whatever was asked before', () => {
    const space = { a: ['x', 'y'], rate: logUniform({ low: 1e-4, high: 1 }) };
    const { view } = new Study({ space, strategy: random(), limit: 12, seed: 5 });
    const trials = points(space, 5, 10).map((params, number) => ({ number, params, state: 'completed' as const }));
    const ask = (count: number): unknown => random().propose({ ...view, trials: trials.slice(0, count) });
    expect([ask(7), ask(2), ask(7)]).toEqual([7, 2, 7].map((at) => ({ params: trials[at]!.params })));
    const copied = { ...view, spaces: [...view.spaces], trials: trials.slice(0, 4) };
    expect(random().propose(copied)).toEqual({ params: trials[4]!.params });
  });

  it('takes seeds that NumPy refuses, and lists too large to be numbered', () => {
    const ten = Array.from({ length: 10 }, (_, at) => at);
    const space = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`p${at}`, ten]));
    expect(points(space, 2 ** 40, 3)).toHaveLength(3);
    expect(points(space, 2 ** 40, 3)).not.toEqual(points(space, 0, 3));
    expect(points(space, 2 ** 32 - 1, 1)).not.toEqual(points(space, 2 ** 32, 1));
  });

  it('gives all of a grid where no number of trials is said', () => {
    const study = new Study({ space: { a: [1, 2], b: [3, 4] }, strategy: random() });
    for (let at = 0; at < 4; at++) study.ask();
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(4);
    expect(study.isDone).toBe(true);
  });
});
