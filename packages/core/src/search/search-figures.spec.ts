import type { BarsFigure, CurveFigure, ParallelFigure, PointsFigure } from '../learning/figure.js';
import { toSvg } from '../figures/to-svg.js';
import { toVegaLite } from '../figures/to-vega-lite.js';
import type { SearchSpace } from './distribution.js';
import type { Objective } from './objective.js';
import { searchFigures } from './search-figures.js';
import type { Trial } from './trial.js';

const space: SearchSpace = {
  lr: { type: 'number', low: 1e-4, high: 1, log: true, integer: false },
  optimizer: {
    type: 'choice',
    values: ['adam', 'sgd'],
    branches: [{}, { momentum: { type: 'number', low: 0, high: 1, log: false, integer: false } }],
  },
};
const objectives: Objective[] = [
  { name: 'loss', mode: 'min' },
  { name: 'accuracy', mode: 'max' },
];
const trials: Trial[] = Array.from({ length: 12 }, (_, number) => ({
  number,
  state: 'completed',
  params: { lr: 10 ** -(number % 4), ...(number % 2 === 0 ? { optimizer: 'adam' } : { optimizer: 'sgd', momentum: 0.5 }) },
  values: [Math.abs(number - 5), number],
})); // prettier-ignore
const others: Trial[] = [
  { number: 12, state: 'failed', params: { lr: 0.1, optimizer: 'adam' }, error: { code: 'X', message: 'y' } },
  { number: 13, state: 'running', params: { lr: 0.1, optimizer: 'adam' } },
  { number: 14, state: 'completed', params: { lr: 0.1, optimizer: 'adam' }, budget: { epochs: 2 }, values: [9, 0] },
];

describe('searchFigures', () => {
  const figures = searchFigures([...trials, ...others], [space], objectives);

  it('has a figure for all that trials have to show, ready to be drawn', () => {
    const names = ['history-loss', 'history-accuracy', 'importance-loss', 'importance-accuracy', 'parallel', 'slice-lr', 'slice-momentum', 'slice-optimizer', 'pareto', 'budgets']; // prettier-ignore
    expect(Object.keys(figures)).toEqual(names);
    for (const figure of Object.values(figures)) {
      expect(toSvg(figure)).not.toContain('nothing to show');
      expect(JSON.stringify(toVegaLite(figure))).toContain(figure.title);
    }
  });

  it('shows the best so far, by what is better', () => {
    const best = (name: string): number[] =>
      Array.from((figures[name] as CurveFigure).lines[1]!.y.data as Float64Array);
    expect(best('history-loss')).toEqual([5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(best('history-accuracy')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('puts parameters on axes of their kind, with no place where a trial does not have one', () => {
    const { axes, values, colourBy, emphasis } = figures['parallel'] as ParallelFigure;
    expect(axes).toEqual([{ title: 'lr', scale: 'log' }, { title: 'momentum' }, { title: 'optimizer', labels: ['adam', 'sgd'] }, { title: 'loss' }, { title: 'accuracy' }]); // prettier-ignore
    expect([colourBy, emphasis]).toEqual([3, 'low']);
    expect(Array.from(values.data as Float64Array).slice(0, 10)).toEqual([1, NaN, 0, 5, 0, 0.1, 0.5, 1, 4, 1]);
    expect(figures['slice-lr']).toMatchObject({ xScale: 'log', xTitle: 'lr', yTitle: 'loss' });
    expect(figures['slice-optimizer']).toMatchObject({ xLabels: ['adam', 'sgd'] });
  });

  it('tells the front from what is beaten, and budgets from each other', () => {
    const [beaten, front] = (figures['pareto'] as PointsFigure).groups;
    expect(Array.from(front!.x.data as Float64Array)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(beaten!.x.data).toHaveLength(5);
    expect(figures['budgets']).toMatchObject({ xLabels: ['2', 'all'], xTitle: 'epochs' });
  });

  it('leaves out what would be empty, and copes with values that no space has', () => {
    expect(searchFigures(others.slice(0, 2), [space], objectives)).toEqual({});
    const few: Trial[] = [{ number: 0, state: 'completed', params: { sizes: [8, 8], on: true }, values: [1] }];
    const found = searchFigures(few, [], [objectives[0]!]);
    expect(Object.keys(found)).toEqual(['history', 'parallel', 'slice-on', 'slice-sizes']);
    expect(found['slice-sizes']).toMatchObject({ xLabels: ['[8,8]'] });
    expect((figures['importance-loss'] as BarsFigure).labels).toHaveLength(3);
  });
});
