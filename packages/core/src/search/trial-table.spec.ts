import * as fc from 'fast-check';

import type { Objective } from './objective.js';
import type { Trial } from './trial.js';
import { trialsCsv, trialsJson } from './trial-table.js';

const objectives: Objective[] = [
  { name: 'loss', mode: 'min' },
  { name: 'accuracy', mode: 'max' },
];

/** The cells of a table, read by the grammar of RFC 4180. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('trialsCsv', () => {
  it('has a row for each trial, and empty cells for what a trial does not have', () => {
    const trials: Trial[] = [
      { number: 0, state: 'completed', params: { 'optimizer.lr': 0.1, act: 'relu' }, values: [0.5, 0.9], seconds: 2, epochs: 7 },
      { number: 1, state: 'pruned', params: { sizes: [8, 8], act: null }, budget: { epochs: 3, samples: 100 }, parent: 0 },
      { number: 2, state: 'failed', params: { act: true }, error: { code: 'LML_X', message: 'It "is", so\nto say.' } },
      { number: 3, state: 'running', params: {} },
    ]; // prettier-ignore
    expect(parsed(trialsCsv(trials, objectives))).toEqual([
      ['number', 'state', 'loss', 'accuracy', 'params.act', 'params.optimizer.lr', 'params.sizes', 'budget.epochs', 'budget.samples', 'parent', 'epochs', 'seconds', 'error.code', 'error.message'],
      ['0', 'completed', '0.5', '0.9', 'relu', '0.1', '', '', '', '', '7', '2', '', ''],
      ['1', 'pruned', '', '', 'null', '', '[8,8]', '3', '100', '0', '', '', '', ''],
      ['2', 'failed', '', '', 'true', '', '', '', '', '', '', '', 'LML_X', 'It "is", so\nto say.'],
      ['3', 'running', '', '', '', '', '', '', '', '', '', '', '', ''],
    ]); // prettier-ignore
  });

  it('keeps any text, with a mark before what a spreadsheet would compute', () => {
    const property = fc.property(fc.string(), fc.string({ minLength: 1 }), (text, name) => {
      const [names, row] = parsed(
        trialsCsv([{ number: 0, state: 'completed', params: { [name]: text }, values: [1] }], objectives),
      );
      expect(names![4]).toBe(`params.${name}`);
      expect(row![4]).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    });
    fc.assert(property);
    const numbers = trialsCsv([{ number: 0, state: 'completed', params: { x: -1e-7 }, values: [-1, NaN] }], objectives);
    expect(parsed(numbers)[1]!.slice(2, 5)).toEqual(['-1', 'NaN', '-1e-7']);
  });
});

describe('trialsJson', () => {
  it('has all of a trial but its curves, values by the names of the objectives', () => {
    const trial: Trial = { number: 0, state: 'completed', params: { x: '=1' }, values: [0.5, -Infinity], deviations: [0.1, 0], curves: [[1]], folds: [[0.5, 1]], notes: { rung: 2 } }; // prettier-ignore
    const { curves, ...rest } = trial;
    expect(curves).toBeDefined();
    expect(JSON.parse(trialsJson([trial, { ...trial, number: 1 }], objectives))).toEqual([
      { ...rest, values: { loss: 0.5, accuracy: '-Infinity' }, deviations: { loss: 0.1, accuracy: 0 } },
      { ...rest, number: 1, values: { loss: 0.5, accuracy: '-Infinity' }, deviations: { loss: 0.1, accuracy: 0 } },
    ]);
    expect(JSON.parse(trialsJson([], objectives))).toEqual([]);
  });
});
