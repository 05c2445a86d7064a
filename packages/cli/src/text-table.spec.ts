import { shortNumber, textTable } from './text-table.js';

describe('a table of text', () => {
  it('has numbers to the right, and texts to the left', () => {
    const rows = [
      ['trial', 'state', 'loss'],
      ['0', 'completed', '0.5 ±0.1'],
      ['10', 'failed', ''],
    ];
    expect(textTable(rows)).toEqual(['trial  state          loss', '    0  completed  0.5 ±0.1', '   10  failed']);
  });

  it('may have no rows', () => {
    expect(textTable([['a', 'b']])).toEqual(['a  b']);
    expect(textTable([])).toEqual([]);
  });
});

describe('a short number', () => {
  it.each<[number | undefined, string]>([
    [undefined, ''],
    [123456, '123456'],
    [0.123456, '0.1235'],
    [1e-7, '1e-7'],
    [-2.5, '-2.5'],
    [NaN, 'NaN'],
  ])('of %p is %p', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });
});
