import { ndArray } from '../../data/nd-array.js';
import { figuresSection } from './figures.js';
import { resultsSection, testFigures, withTest } from './results.js';

const matrix = (values: number[][]) =>
  ({ figure: 'matrix', title: 'Confusion', values: ndArray(values), rowTitle: 'target', columnTitle: 'prediction', rows: ['<cat>', 'dog'] }) as const; // prettier-ignore

describe('The figures of a report', () => {
  it('are none where there are none', () => {
    expect(figuresSection({})).toBe('');
  });

  it('show a matrix with its names, darker where numbers are larger', () => {
    const page = figuresSection({ 'test/confusion': matrix([[8, 2], [0, 4]]) }); // prettier-ignore
    expect(page).toContain('<h3>Confusion (test)</h3>');
    expect(page).toContain('target ↓ / prediction →');
    expect(page).toContain('<th>&#60;cat&#62;</th>');
    expect([...page.matchAll(/var\(--line-0\) (\d+)%/g)].map(([, share]) => share)).toEqual(['100', '25', '0', '50']);
  });

  it('show lines, leaving out what is not finite', () => {
    const lines = [
      { name: 'first', x: ndArray([0, 0.5, 1]), y: ndArray([0, NaN, 2]) },
      { x: ndArray([0, 1]), y: ndArray([1, 1]) },
    ];
    const page = figuresSection({ 'validation/roc': { figure: 'curve', title: 'ROC', lines, xTitle: 'false', yTitle: 'true' } }); // prettier-ignore
    expect([...page.matchAll(/points="([^"]*)"/g)].map(([, points]) => points!.split(' ').length)).toEqual([2, 2]);
    expect(page.match(/<span>/g)).toHaveLength(1);
    expect(page).toContain('>first</span>');
    const empty = figuresSection({
      x: { figure: 'curve', title: 'None', lines: [{ x: ndArray([]), y: ndArray([]) }] },
    });
    expect(empty).not.toMatch(/NaN|Infinity/);
  });

  it('show lines over logarithms, and a single point as a dot', () => {
    const lines = [
      { x: ndArray([1e-8, 1e-4, 1]), y: ndArray([0, 1, 2]) },
      { name: 'best', x: ndArray([1e-4]), y: ndArray([1]) },
    ];
    const page = figuresSection({ 'train/rates': { figure: 'curve', title: 'Rates', lines, xScale: 'log' } });
    const [first, middle, last] = /points="([^"]*)"/
      .exec(page)![1]!
      .split(' ')
      .map((point) => Number(point.split(',')[0]));
    expect(middle! - first!).toBeCloseTo(last! - middle!, 0);
    expect(page).toContain(`<circle cx="${middle!.toFixed(1)}"`);
    expect(page).toContain('>1.00e-8<');
  });

  it('show points, with a line to compare with', () => {
    const groups = [{ name: 'small', x: ndArray([1, 2]), y: ndArray([-1, 3]) }, { name: 'large', x: ndArray([4, NaN]), y: ndArray([2, 0]) }]; // prettier-ignore
    const page = figuresSection({ 'test/residuals': { figure: 'points', title: 'Residuals', groups, reference: 0 } });
    expect([...page.matchAll(/<circle[^>]*fill="var\(--line-(\d)\)"/g)].map(([, group]) => group)).toEqual(['0', '0', '1']); // prettier-ignore
    expect(page.match(/stroke-dasharray/g)).toHaveLength(1);
    expect(page).not.toContain('NaN');
  });

  it('show bars and arrays', () => {
    const bars = { figure: 'bars', title: 'Scores', labels: ['a', 'b'], values: ndArray([1, -4]) } as const;
    const page = figuresSection({ 'test/bars': bars, 'test/f1': ndArray([0.5, 0.25]) });
    expect([...page.matchAll(/width:([\d.]+)%/g)].map(([, share]) => share)).toEqual(['25.0', '100.0']);
    expect(page).toContain('<h3>test/f1</h3>');
    expect(page).toContain('<tr><th>1</th><td class="number">0.25</td></tr>');
  });

  it('show the first part of what is large, and say so', () => {
    const page = figuresSection({ 'test/big': ndArray(new Float32Array(150 * 120), { shape: [150, 120] }) });
    expect(page.match(/<tr>/g)).toHaveLength(100);
    expect(page).toContain('The first 100 of 150 rows and 120 columns.');
  });
});

describe('The figures of a test', () => {
  it('stand in place of those of an earlier one', () => {
    const results = resultsSection({ monitor: 'validation/loss', end: 1 });
    const page = `<html>${results}${testFigures({})}</html>`;
    const values = { 'test/loss': 1 };
    const first = withTest(page, { values, details: { 'test/f1': ndArray([0.5]) } });
    expect(first).toContain('<h2>Figures of the test</h2>');
    expect(first).toContain('<h3>test/f1</h3>');
    const second = withTest(first, { values, details: { 'test/f2': ndArray([0.5]) } });
    expect(second).toContain('<h3>test/f2</h3>');
    expect(second).not.toContain('<h3>test/f1</h3>');
  });
});
