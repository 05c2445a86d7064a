import { ndArray } from '../data/nd-array.js';
import { isFigure } from './figure.js';
import { reportResult } from './metric-report.js';

const matrix = { figure: 'matrix', title: 'Confusion', values: ndArray([[1, 2], [3, 4]]) } as const; // prettier-ignore
const curve = { figure: 'curve', title: 'ROC', lines: [{ x: ndArray([0, 1]), y: ndArray([0, 1]) }] } as const;

describe('The results of a metric', () => {
  it('are numbers, arrays and figures by name', () => {
    const scores = ndArray([0.5, 0.75]);
    expect(reportResult('f1', 0.5)).toEqual({ numbers: { f1: 0.5 }, details: {} });
    expect(reportResult('f1', ndArray(0.5))).toEqual({ numbers: { f1: 0.5 }, details: {} });
    expect(reportResult('f1', scores)).toEqual({ numbers: {}, details: { f1: scores } });
    expect(reportResult('a', { b: 1, c: { d: curve, e: scores, f: 2 }, g: matrix })).toEqual({
      numbers: { 'a/b': 1, 'a/c/f': 2 },
      details: { 'a/c/d': curve, 'a/c/e': scores, 'a/g': matrix },
    });
  });

  it('are refused where they are none', () => {
    const message = "What compute of the metric 'a/b' gives must be a number";
    expect(() => reportResult('a', { b: 'text' } as never)).toThrow(message);
    expect(() => reportResult('a', { b: { figure: 'pie', title: 'x' } } as never)).toThrow(
      "gives must be a figure: 'matrix'",
    );
    expect(() => reportResult('a', ndArray(['text']))).toThrow('must be of numbers');
  });
});

describe('A figure', () => {
  it.each([
    [matrix, true],
    [curve, true],
    [{ figure: 'bars', title: 'x', labels: [], values: ndArray([]) }, true],
    [{ figure: 'points', title: 'x', groups: [{ x: ndArray([1]), y: ndArray([2]) }] }, true],
    [{ figure: 'points', title: 'x', groups: [undefined] }, false],
    [{ ...matrix, title: 3 }, false],
    [{ ...matrix, values: [[1]] }, false],
    [{ ...curve, lines: [{ x: [0], y: [0] }] }, false],
    [{ figure: 'pie', title: 'x', values: ndArray([1]) }, false],
    [undefined, false],
    [ndArray([1]), false],
  ])('is told from what is none, %#', (value, expected) => {
    expect(isFigure(value)).toBe(expected);
  });
});
