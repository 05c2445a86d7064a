import { ndArray } from '../data/nd-array.js';
import type { CurveFigure } from '../learning/figure.js';
import { toVegaLite } from './to-vega-lite.js';

/** What a specification says, as JSON. */
const specOf = (figure: Parameters<typeof toVegaLite>[0]) =>
  JSON.parse(JSON.stringify(toVegaLite(figure))) as {
    title: string;
    data: { values: unknown[] };
    layer: { data: { values: unknown[] }; mark: { type: string }; encoding: Record<string, Record<string, unknown>> }[];
  };
const lines = [
  { name: 'a', x: ndArray([0, 0.5, 1]), y: ndArray([0, NaN, 1]) },
  { name: 'a', x: ndArray([0.5]), y: ndArray([0.25]) },
];
const curve: CurveFigure = { figure: 'curve', title: 'Curve', lines, xTitle: 'x', yTitle: 'y' };

describe('toVegaLite', () => {
  it('has a cell for each number of a matrix, in the order of its rows and columns', () => {
    const { title, data, layer } = specOf({
      figure: 'matrix',
      title: 'Confusion',
      values: ndArray([[1, 2], [3, -4]]), // prettier-ignore
      rows: ['cat', 'dog'],
    });
    expect(title).toBe('Confusion');
    expect(data.values).toEqual([
      { row: 'cat', column: '0', value: 1 },
      { row: 'cat', column: '1', value: 2 },
      { row: 'dog', column: '0', value: 3 },
      { row: 'dog', column: '1', value: -4 },
    ]);
    expect(layer.map(({ mark }) => (typeof mark === 'string' ? mark : mark.type))).toEqual(['rect', 'text']);
    expect(layer[0]!.encoding['color']!['scale']).toMatchObject({ domainMid: 0 });
  });

  it('joins the points of a line in their order, with null for what is no number, and shows a single one as a dot', () => {
    const { layer } = specOf({ ...curve, reference: 'diagonal' });
    expect(layer.map(({ mark }) => mark.type)).toEqual(['line', 'line', 'point']);
    expect(layer[1]!.data.values).toEqual([
      { name: 'a', x: 0, y: 0, index: 0 },
      { name: 'a', x: 0.5, y: null, index: 1 },
      { name: 'a', x: 1, y: 1, index: 2 },
    ]);
    expect(layer[1]!.encoding).toMatchObject({
      order: { field: 'index' },
      x: { title: 'x' },
      color: { field: 'name' },
    });
    expect(layer[2]!.data.values).toEqual([{ name: 'a (2)', x: 0.5, y: 0.25, index: 0 }]);
    const [low, high] = [layer[0]!.data.values[0], layer[0]!.data.values.at(-1)];
    expect([low, high]).toEqual([{ x: 0, y: 0 }, { x: 1, y: 1 }]); // prettier-ignore
  });

  it('has the thresholds of points', () => {
    const line = { x: ndArray([0, 1]), y: ndArray([0, 1]), thresholds: ndArray([NaN, 0.5]) };
    const { layer } = specOf({ ...curve, lines: [line] });
    expect(layer[0]!.data.values).toEqual([
      { name: '0', x: 0, y: 0, index: 0, threshold: null },
      { name: '0', x: 1, y: 1, index: 1, threshold: 0.5 },
    ]);
  });

  it('says where an axis has equal ratios', () => {
    const { layer } = specOf({ ...curve, xScale: 'log' });
    expect(layer[0]!.encoding['x']!['scale']).toEqual({ type: 'log' });
  });

  it('compares points with a height', () => {
    const { layer } = specOf({ figure: 'points', title: 'Residuals', groups: [lines[0]!], reference: 0 });
    expect(layer.map(({ mark }) => mark.type)).toEqual(['rule', 'point']);
    expect(layer[0]!.encoding).toEqual({ y: { datum: 0 } });
  });

  it('tells bars of one name apart', () => {
    const { data } = specOf({ figure: 'bars', title: 'Bars', labels: ['a', 'a (2)', 'a'], values: ndArray([1, 2, Infinity]) }); // prettier-ignore
    expect(data.values).toEqual([{ label: 'a', value: 1 }, { label: 'a (2)', value: 2 }, { label: 'a (3)', value: null }]); // prettier-ignore
  });

  it('has dots among lines, and names in place of numbers', () => {
    const [line] = lines as [(typeof lines)[0]];
    const { layer } = specOf({ ...curve, lines: [{ ...line, mark: 'dots' }, line] });
    expect(layer.map(({ mark, data }) => [mark.type, data.values.length])).toEqual([['line', 3], ['point', 3]]); // prettier-ignore
    const named = specOf({ figure: 'points', title: 'Slice', groups: [line], xLabels: ['a', 'b'] });
    expect(named.layer[0]!.encoding['x']).toMatchObject({
      axis: { values: [0, 1], labelExpr: '["a","b"][datum.value]' },
    });
  });

  it('has all values of parallel axes with their places, null where there is none', () => {
    const { layer } = specOf({
      figure: 'parallel',
      title: 'Trials',
      axes: [{ title: 'rate', scale: 'log' }, { title: 'act', labels: ['relu', 'gelu'] }, { title: 'loss' }],
      values: ndArray([[0.01, 1, 1], [1, NaN, 2]], { dtype: 'float64' }), // prettier-ignore
    });
    expect(layer.map(({ mark }) => mark.type)).toEqual(['rule', 'line', 'text', 'text']);
    expect(layer[1]!.data.values).toEqual([
      { line: 0, axis: 0, title: 'rate', value: 0.01, place: 0, colour: 1 },
      { line: 0, axis: 1, title: 'act', value: 'gelu', place: 0.75, colour: 1 },
      { line: 0, axis: 2, title: 'loss', value: 1, place: 0, colour: 1 },
      { line: 1, axis: 0, title: 'rate', value: 1, place: 1, colour: 2 },
      { line: 1, axis: 1, title: 'act', value: null, place: null, colour: 2 },
      { line: 1, axis: 2, title: 'loss', value: 2, place: 1, colour: 2 },
    ]);
    expect(layer[1]!.encoding['color']).toMatchObject({ field: 'colour', title: 'loss' });
  });

  it('refuses what is no figure', () => {
    expect(() => toVegaLite(ndArray([1]) as never)).toThrow('The figure must be a figure');
  });
});
