import type { Trial } from '../../search/trial.js';
import type { LogRecord } from '../../training/logger.js';
import { crossValidationReportHtml } from './cross-validation-report.js';
import { searchReportHtml } from './search-report.js';

const spaces = [{ x: { type: 'number', low: 0, high: 1, log: false, integer: false } as const }];
const objectives = [{ name: 'loss', mode: 'min' } as const];
const trials: Trial[] = [
  { number: 0, state: 'completed', params: { x: 0.75 }, values: [0.5], deviations: [0.125], seconds: 65 },
  { number: 1, state: 'completed', params: { x: 0.123456789 }, values: [0.25], deviations: [0.0625] },
  { number: 2, state: 'failed', params: { x: 1 }, error: { code: 'LML_NON_FINITE_LOSS', message: 'a <b> in epoch 3' } },
  { number: 3, state: 'pruned', params: { x: 0.5 } },
  { number: 4, state: 'completed', params: { x: 0.5 }, values: [0.125], budget: { epochs: 2 }, parent: 1 },
];
/** The texts of the cells of the table under a heading. */
const rowsOf = (page: string, heading: string): string[][] => {
  const [, part = ''] = page.split(`<h2>${heading}</h2>`);
  const [table = ''] = part.split('</table>');
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, text]) => text!),
  );
};

describe('searchReportHtml', () => {
  const page = searchReportHtml({ name: 'A <search>', trials, spaces, objectives, seconds: 70 });

  it('has all trials, the best first, and says what became of the others', () => {
    expect(rowsOf(page, 'Trials')).toEqual([
      ['trial', 'loss', '', 'x', 'time'],
      ['1', '0.2500 ± 0.0625', '', '0.1235', ''],
      ['0', '0.5000 ± 0.1250', '', '0.75', '1 min 5 s'],
      ['2', '', 'failed: a &#60;b&#62; in epoch 3 (LML_NON_FINITE_LOSS)', '1', ''],
      ['3', '', 'pruned: ended as hopeless', '0.5', ''],
      ['4', '0.1250', '2 epochs, goes on from trial 1', '0.5', ''],
    ]);
    expect(page.match(/<tr class="best">/g)).toHaveLength(1);
    expect(page).toContain('3 completed, 1 pruned, 1 failed');
    expect(page).toContain('<h1>A &#60;search&#62;</h1>');
  });

  it('has the best parameters with all digits, and figures', () => {
    expect(rowsOf(page, 'Best parameters')).toEqual([['parameter', 'value'], ['x', '0.123456789']]); // prettier-ignore
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it('has what was trained with the best parameters, and its test', () => {
    expect(page).not.toContain('Refit');
    const refit = { epochs: 3, folder: 'runs/1', values: { 'train/loss': 0.25 } };
    const whole = searchReportHtml({ name: 'x', trials, spaces, objectives, refit, test: { 'test/loss': 0.5 } });
    expect(rowsOf(whole, 'Refit').at(-1)).toEqual(['loss', '0.2500', '0.5000']);
    expect(whole).toContain('on all of the training data for 3 epochs: runs/1.');
  });

  it('says where there is nothing', () => {
    const empty = searchReportHtml({ name: 'x', trials: [], spaces, objectives });
    expect(empty).toContain('no trial was completed');
    expect(empty).not.toContain('<svg');
  });
});

describe('crossValidationReportHtml', () => {
  const history: LogRecord[] = [1, 2].map((epoch) => ({
    type: 'epoch',
    clock: { batch: 1, step: 1, samples: 1, epoch, seconds: 1 },
    values: { 'train/loss': 1 / epoch, 'validation/loss': 2 / epoch, 'train/lr': 0.1 },
  }));
  const folds = [
    { values: { 'validation/loss': 0.25 }, history, seconds: 2 },
    { values: { 'validation/loss': 0.75 }, history },
  ];
  const report = { folds, mean: { 'validation/loss': 0.5 }, deviation: { 'validation/loss': 0.25 } };

  it('has the numbers of folds with their mean and deviation', () => {
    expect(rowsOf(crossValidationReportHtml(report), 'Folds')).toEqual([
      ['fold', 'validation/loss', 'time'],
      ['0', '0.2500', '2.0 s'],
      ['1', '0.7500', ''],
      ['mean ± deviation', '0.5000 ± 0.2500', ''],
    ]);
  });

  it('draws numbers by fold, and curves with a line for each', () => {
    const page = crossValidationReportHtml({ ...report, name: 'Five folds' });
    expect([...page.matchAll(/aria-label="(.*?)"/g)].map(([, title]) => title)).toEqual(['validation/loss', 'train/loss', 'validation/loss']); // prettier-ignore
    expect(page).toContain('>fold 1</text>');
    const bare = crossValidationReportHtml({ ...report, folds: folds.map(({ values }) => ({ values })) });
    expect(bare).not.toContain('<h2>Curves</h2>');
  });
});
