import { ndArray } from '../data/nd-array.js';
import type { CurveFigure, Figure, MatrixFigure, ParallelFigure } from '../learning/figure.js';
import { toSvg } from './to-svg.js';

const matrix = (values: number[][], more: Partial<MatrixFigure> = {}): MatrixFigure => ({
  figure: 'matrix',
  title: 'Confusion',
  values: ndArray(values),
  ...more,
});
const curve = (x: number[], y: number[], more: Partial<CurveFigure> = {}): CurveFigure => ({
  figure: 'curve',
  title: 'Curve',
  lines: [{ x: ndArray(x, { dtype: 'float64' }), y: ndArray(y, { dtype: 'float64' }) }],
  ...more,
});
/** The texts of a drawing, in their order. */
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text!);
/** What is drawn in the colour of a series: paths, as lists of points. */
const pathsOf = (svg: string, series: number): number[][][] => {
  const [, body = ''] = new RegExp(`<g class="lml-series-${series}"[^>]*>(.*?)</g>`).exec(svg) ?? [];
  const runs = [...body.matchAll(/ d="([^"]*)"/g)].flatMap(([, path]) => path!.split('M').slice(1));
  return runs.map((run) =>
    run
      .replace('h0', '')
      .split('L')
      .map((point) => point.split(' ').map(Number)),
  );
};

describe('toSvg', () => {
  it('is a file of its own, with the title, and readable on dark ground', () => {
    const svg = toSvg(curve([0, 1], [0, 1], { title: 'A < B' }));
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="480" height="\d+" viewBox="0 0 480 \d+"/,
    );
    expect(svg).toContain('aria-label="A &#60; B"');
    expect(textsOf(svg)[0]).toBe('A &#60; B');
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
  });

  it('gives a matrix its numbers and names, darker where numbers are larger, in another colour below 0', () => {
    const svg = toSvg(
      matrix([[8, 2], [0, -4]], { rows: ['<cat>', 'dog'], columns: ['c', 'd'], rowTitle: 'target', columnTitle: 'prediction' }),
    ); // prettier-ignore
    expect(textsOf(svg)).toEqual(['Confusion', '&#60;cat&#62;', 'dog', 'c', 'd', 'target', 'prediction', '8', '2', '0', '-4']); // prettier-ignore
    const cells = [...svg.matchAll(/<rect x="(\d)" y="(\d)"[^>]*fill-opacity="([\d.]+)"([^>]*)\/>/g)];
    expect(cells.map(([, column, row, opacity]) => [row, column, Number(opacity)])).toEqual([['0', '0', 0.6], ['0', '1', 0.15], ['1', '1', 0.3]]); // prettier-ignore
    expect(cells.map(([, , , , colour]) => colour!.includes('series-1'))).toEqual([false, false, true]);
  });

  it('leaves numbers of many classes to the mouse, and out of names what has no room', () => {
    const size = 60;
    const values = ndArray(
      Float32Array.from({ length: size ** 2 }, (_, cell) => cell % 7),
      { shape: [size, size] },
    );
    const large: Figure = { figure: 'matrix', title: 'Large', values };
    const svg = toSvg(large);
    expect(svg.includes('<title>59, 59: 1</title>')).toBe(true);
    expect(textsOf(svg).length).toBeLessThan(2 * size);
    expect(textsOf(toSvg(large, { width: 3000 })).length).toBeGreaterThan(size ** 2);
    const named = toSvg(matrix([[1]], { rows: ['a name that is much longer than there is room for'] }));
    expect(named).toMatch(/>a name that[^<]*…<title>a name that is much longer than there is room for<\/title>/);
  });

  it('shows the first part of what is large, and says so', () => {
    const values = ndArray(new Float32Array(150 * 120), { shape: [150, 120] });
    expect(textsOf(toSvg({ figure: 'matrix', title: 'Big', values }))).toContain(
      'The first 100 of 150 rows and 120 columns.',
    );
    const labels = Array.from({ length: 101 }, (_, index) => `class ${index}`);
    const bars = toSvg({ figure: 'bars', title: 'Big', labels, values: ndArray(new Float32Array(101)) });
    expect(textsOf(bars)).toContain('The first 100 of 101.');
    expect(textsOf(bars)).toContain('class 99');
    expect(textsOf(bars)).not.toContain('class 100');
  });

  it('draws bars from a common 0, with their numbers beside them', () => {
    const svg = toSvg({ figure: 'bars', title: 'Bars', labels: ['a', 'b', 'c'], values: ndArray([1, -4, NaN]) });
    const ends = [...svg.matchAll(/<path d="M([\d.]+) \d+H([\d.]+)v/g)].map(([, begin, end]) => [Number(begin), Number(end)]); // prettier-ignore
    const [[begin, high], [low, zero], none] = ends as [[number, number], [number, number], [number, number]];
    expect(zero).toBe(begin);
    expect((zero - low) / (high - begin)).toBeCloseTo(4, 1);
    expect(none).toEqual([zero, zero]);
    expect(textsOf(svg)).toEqual(['Bars', 'a', 'b', 'c', '1', '-4', 'NaN']);
  });

  it('compares with the diagonal on two equal axes, and with a height that is on the axis', () => {
    const svg = toSvg(curve([0.2, 0.9], [0.5, 0.6], { reference: 'diagonal' }));
    const [, x1, y1, x2, y2] = /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke-dasharray="4 4"/.exec(svg)!.map(Number); // prettier-ignore
    const [[[left], [right]]] = pathsOf(svg, 0) as [[[number], [number]]];
    expect((left - x1!) / (x2! - x1!)).toBeCloseTo((0.2 - 0.2) / 0.7, 2);
    expect(right - x1!).toBeCloseTo(x2! - x1!, 0);
    expect(y1).toBeGreaterThan(y2!);
    const level = toSvg({ figure: 'points', title: 'Residuals', groups: [{ x: ndArray([1, 2]), y: ndArray([3, 4]) }], reference: 0 }); // prettier-ignore
    expect(textsOf(level)).toContain('0');
    expect(level).toMatch(/stroke-dasharray="4 4"/);
  });

  it('breaks a curve where there is no number, and draws a single point as a dot', () => {
    const svg = toSvg(curve([0, 1, 2, 3, 4, 5], [0, 1, NaN, 2, Infinity, 3]));
    expect(pathsOf(svg, 0).map((run) => run.length)).toEqual([2, 1, 1]);
    expect(svg).not.toMatch(/NaN|Infinity/);
    const epoch = toSvg(curve([3], [0.9]));
    expect(pathsOf(epoch, 0)).toHaveLength(1);
    expect(epoch).toContain('stroke-linecap="round"');
  });

  it('says where there is nothing to show', () => {
    const nothing: Figure[] = [
      curve([], []),
      curve([1], [NaN]),
      { figure: 'points', title: 'None', groups: [] },
      { figure: 'bars', title: 'None', labels: [], values: ndArray([], { shape: [0] }) },
      { figure: 'matrix', title: 'None', values: ndArray([], { shape: [0, 0] }) },
    ];
    for (const figure of nothing) expect(textsOf(toSvg(figure))).toEqual([figure.title, 'nothing to show']);
  });

  it('draws over logarithms, also the diagonal', () => {
    const svg = toSvg(curve([1e-8, 1e-4, 1, 0], [0, 1, 2, 5], { xScale: 'log', reference: 'diagonal' }));
    const [[[first], [middle], [last]]] = pathsOf(svg, 0) as [[[number], [number], [number]]];
    expect(middle - first).toBeCloseTo(last - middle, 0);
    expect(textsOf(svg)).toContain('1e-4');
    expect(svg).not.toContain('NaN');
  });

  it('stays short for many points, and keeps the highest and the lowest', () => {
    const x = Float64Array.from({ length: 300_000 }, (_, index) => index);
    const y = x.map((index) => (index === 123_456 ? 9 : index === 254_321 ? -9 : Math.sin(index)));
    const svg = toSvg({ figure: 'curve', title: 'Long', lines: [{ x: ndArray(x), y: ndArray(y) }] });
    expect(svg.length).toBeLessThan(80_000);
    const heights = pathsOf(svg, 0).flat().map(([, height]) => height!); // prettier-ignore
    const bulk = heights.sort((a, b) => a - b).slice(1, -1);
    expect(bulk[0]! - heights[0]!).toBeGreaterThan(50);
    expect(heights.at(-1)! - bulk.at(-1)!).toBeGreaterThan(50);
    const points: Figure = { figure: 'points', title: 'Cloud', groups: [{ x: ndArray(x), y: ndArray(y) }] };
    expect(toSvg(points).length).toBeLessThan(500_000);
  });

  it('names so many lines as there is room for, each with a look of its own', () => {
    const line = { x: ndArray([0, 1]), y: ndArray([0, 1]) };
    const lines = Array.from({ length: 30 }, (_, index) => ({ ...line, name: `class ${index}` }));
    const svg = toSvg(curve([], [], { lines }));
    expect(textsOf(svg)).toContain('class 10');
    expect(textsOf(svg)).not.toContain('class 11');
    expect(textsOf(svg)).toContain('and 19 more');
    const looks = [...svg.matchAll(/<g class="(lml-series-\d)"[^>]*><path d="[^"]*"([^>]*)/g)].map(([, colour, look]) => `${colour} ${look}`); // prettier-ignore
    expect(new Set(looks).size).toBe(30);
  });

  describe('of parallel axes', () => {
    const parallel = (rows: number[][], more: Partial<ParallelFigure> = {}): ParallelFigure => ({
      figure: 'parallel',
      title: 'Trials',
      axes: [{ title: 'rate', scale: 'log' }, { title: 'act', labels: ['relu', 'gelu'] }, { title: 'loss' }],
      values: ndArray(Float64Array.from(rows.flat()), { shape: [rows.length, 3] }),
      emphasis: 'low',
      ...more,
    });

    it('has numbers and names at each axis, and lines between their places', () => {
      const svg = toSvg(parallel([[0.01, 0, 0], [0.1, 1, 1], [1, 0, 0.5]])); // prettier-ignore
      expect(textsOf(svg)).toEqual(expect.arrayContaining(['Trials', 'rate', 'act', 'loss', '0.01', '1', 'relu', 'gelu', '0.5'])); // prettier-ignore
      const [[best]] = [pathsOf(svg, 1)] as [[number[][]]];
      const [second, last] = pathsOf(svg, 0) as [number[][], number[][]];
      // The lowest loss: the lowest rate, the first name, the bottom of the last axis.
      const [top, bottom] = [last[0]!, best[0]!].map(([, y]) => y!) as [number, number];
      expect(best.map(([, y]) => y)).toEqual([bottom, bottom - (bottom - top) * 0.25, bottom]);
      expect(second[0]![1]).toBe(bottom - (bottom - top) / 2);
      expect(last[2]![1]).toBeCloseTo(bottom - (bottom - top) / 2, 0);
    });

    it('breaks a line where it has no place, and draws the best where they stand out most last', () => {
      const svg = toSvg(parallel([[0.01, NaN, 3], [-1, 1, 2], [0.1, 5, NaN]], { emphasis: 'high' })); // prettier-ignore
      expect(svg).not.toContain('NaN');
      expect(pathsOf(svg, 1).map((run) => run.length)).toEqual([1, 1]);
      const opacities = [...svg.matchAll(/stroke-opacity="([\d.]+)"\/>/g)].map(([, value]) => Number(value));
      expect(opacities).toEqual([0.08, 0.06]);
    });

    it('draws of very many lines those that stand out most, and says so', () => {
      const rows = Array.from({ length: 800 }, (_, row) => [0.1 + row, row % 2, row]);
      const svg = toSvg(parallel(rows));
      expect(pathsOf(svg, 0).length + pathsOf(svg, 1).length).toBe(500);
      expect(textsOf(svg)).toContain('500 of 800 lines, those that stand out most.');
      expect(textsOf(toSvg(parallel([])))).toEqual(['Trials', 'nothing to show']);
    });

    it('refuses values that do not fit the axes', () => {
      expect(() => toSvg(parallel([], { axes: [] }))).toThrow('must have a column for each of the 0 axes');
      expect(() => toSvg(parallel([], { colourBy: 3 }))).toThrow(
        'colourBy of The figure must be an integer from 0 to 2',
      );
    });
  });

  it('draws dots among lines, and points over names and logarithms', () => {
    const [x, y] = [ndArray([0, 1, 2]), ndArray([3, 1, 2])];
    const both = toSvg({
      figure: 'curve',
      title: 'History',
      lines: [
        { x, y, mark: 'dots' },
        { x, y },
      ],
    });
    expect(pathsOf(both, 0).map((run) => run.length)).toEqual([1, 1, 1]);
    expect(pathsOf(both, 1).map((run) => run.length)).toEqual([3]);
    const named = toSvg({ figure: 'points', title: 'Slice', groups: [{ x, y }], xLabels: ['a', 'b', 'c'] });
    expect(textsOf(named)).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    const many = Array.from({ length: 200 }, (_, index) => `name ${index}`);
    expect(textsOf(toSvg({ figure: 'points', title: 'Many', groups: [{ x, y }], xLabels: many })).length).toBeLessThan(
      30,
    );
    const log = toSvg({ figure: 'points', title: 'Slice', groups: [{ x: ndArray([0.01, 0.1, 1]), y }], xScale: 'log' });
    const places = pathsOf(log, 0).map(([point]) => point![0]!);
    expect(places[1]! - places[0]!).toBeCloseTo(places[2]! - places[1]!, 0);
  });

  it('breaks a long title, and cuts what is longer than two lines', () => {
    const title = 'Receiver operating characteristic of all classes against the rest, weighted '.repeat(3);
    const [first, second] = textsOf(toSvg(curve([0], [0], { title })));
    expect(title.startsWith(`${first!} `)).toBe(true);
    expect(second).toMatch(/…$/);
  });

  it('refuses what is no figure, and widths that are none', () => {
    const refused = (action: () => unknown, message: string): void =>
      expect(action).toThrow(expect.objectContaining({ message: expect.stringContaining(message) as string }));
    refused(() => toSvg({ figure: 'pie', title: 'x' } as never), "The figure must be a figure: 'matrix'");
    refused(() => toSvg(curve([1, 2], [1])), 'x and y of line 0 of The figure must be equally long');
    refused(() => toSvg(matrix([[1]]), { width: 100 }), 'width must be a number of at least 160, got 100');
  });

  it('holds no characters that XML does not know', () => {
    expect(toSvg(curve([0], [0], { title: 'a\u0000\u001b' }))).not.toMatch(/[\u0000\u001b]/); // eslint-disable-line no-control-regex -- these are meant
  });
});
