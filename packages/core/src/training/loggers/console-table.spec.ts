import { createConsoleTable } from './console-table.js';

const clock = { batch: 4, step: 4, samples: 8, epoch: 1, seconds: 754 };
const names = ['loss', 'accuracy', 'mean-absolute-error', 'f1-score', 'precision', 'recall'];
const values = Object.fromEntries(
  ['train', 'validation'].flatMap((stage) => names.map((name, index) => [`${stage}/${name}`, -1.23456 * 10 ** index])),
);

describe('the table of epochs', () => {
  it.each([60, 80, 100, 200])('stays within %i characters, and breaks no name and no number', (width) => {
    const lines = createConsoleTable(width).linesOf({ type: 'epoch', clock, values }, true);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    const words = lines.join(' ').split(/\s+/);
    for (const name of names) expect(words.filter((word) => word === name)).toHaveLength(2);
    expect(words.filter((word) => word === '-1234.5600')).toHaveLength(2);
    expect(words.filter((word) => word === '-1.23e+5')).toHaveLength(2);
  });

  it.each([60, 80])('shows the end of a name that is longer than a line of %i characters', (width) => {
    const long = `retrieval/${'a-very-long-name/'.repeat(8)}hit-rate`;
    const given = { 'train/loss': 1, [`validation/${long}`]: 0.25 };
    const lines = createConsoleTable(width).linesOf({ type: 'epoch', clock, values: given }, true);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toMatch(/ …[a-z/-]+-name\/hit-rate\n/);
    expect(lines.join('\n')).toContain('0.2500');
  });

  it('puts numbers below the ends of their names, also where one is left out or not finite', () => {
    const table = createConsoleTable(100);
    const [, heading] = table.linesOf({ type: 'epoch', clock, values }, false);
    expect(heading).toBeDefined();
    const some = { 'train/loss': 1, 'train/accuracy': NaN, 'validation/recall': 1e-9 };
    const rows = table.linesOf({ type: 'epoch', clock, values: some }, false);
    const ends = (line: string, word: string): number => line.indexOf(word) + word.length;
    expect(ends(rows[0]!, '1.0000')).toBe(ends(heading!, 'loss'));
    expect(ends(rows[0]!, 'NaN')).toBe(ends(heading!, 'accuracy'));
  });

  it('has a new heading where there are new numbers, and none else', () => {
    const table = createConsoleTable(80);
    const record = (...given: string[]): string[] =>
      table.linesOf({ type: 'epoch', clock, values: Object.fromEntries(given.map((name) => [name, 1])) }, false);
    expect(record('train/loss')).toHaveLength(3);
    expect(record('train/loss')).toHaveLength(1);
    expect(record('train/loss', 'validation/loss')).toHaveLength(3);
    expect(record('train/loss')).toEqual(['    1     1.0000              12 min 34 s']);
  });
});
