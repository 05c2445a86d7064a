import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { descent, tinyData, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project } from '../project.js';
import { quiet } from '../tiny-plugin.fixture.js';
import { goldenCases, goldenFolds as splitter, goldenProject } from './golden-project.fixture.js';
import { validationCurve, validationCurveFigures } from './validation-curve.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-curve-'));
});

afterAll(() => rm(folder, { recursive: true }));

const name = 'absolute-error';

/** A project that diverges with a high learning rate. */
const learning = (): Project =>
  new Project({
    learner: ({ params }) => tinyLearner({ optimizer: descent((params['lr'] as number | undefined) ?? 0.01) }),
    data: tinyData(26, { split: {} }),
    trainer: quiet,
    folder: false,
  });

describe('validationCurve', () => {
  it.each(goldenCases<{ values: number[]; train: number[][]; test: number[][] }>('validation-curve'))(
    'gives the scores of scikit-learn: $name',
    async ({ values, ...expected }) => {
      const curve = await validationCurve(goldenProject(), { splitter, parameter: 'scale', values });
      expect(curve).toMatchObject({ status: 'completed', parameter: 'scale', values, failed: [] });
      for (const part of ['train', 'test'] as const) {
        expect(curve[part].values[name]).toHaveLength(values.length);
        curve[part].values[name]!.forEach((folds, at) =>
          folds.forEach((value, fold) => expect(value).toBeCloseTo(expected[part][at]![fold]!, 5)),
        );
      }
    },
  );

  it('changes data and trainer by path', async () => {
    const project = learning();
    const curve = await validationCurve(project, { splitter, parameter: 'trainer.maxEpochs', values: [1, 4] });
    const [short, long] = curve.train.mean['loss']!;
    expect(long).toBeLessThan(short!);
  });

  it('says of a value at which training diverges that it did, and goes on', async () => {
    const curve = await validationCurve(learning(), { splitter, parameter: 'lr', values: [0.01, 1e38] });
    expect(curve.test.mean['loss']![0]).toBeGreaterThan(0);
    expect(curve.test.values['loss']![1]).toEqual([NaN, NaN, NaN]);
    expect(curve.train.mean['loss']![1]).toBeNaN();
    expect(curve.failed.map(({ value, fold }) => [value, fold])).toEqual([
      [1e38, 0],
      [1e38, 1],
      [1e38, 2],
    ]);
    expect(curve.failed[0]!.code).toMatch(/^LML_NON_FINITE_/);
    const { loss } = validationCurveFigures(curve, { xScale: 'log' });
    expect(loss).toMatchObject({ figure: 'curve', xScale: 'log', xTitle: 'lr' });
    expect(loss!.figure === 'curve' && loss!.lines.map(({ x }) => [...(x.data as Float64Array)])).toEqual([
      [0.01],
      [0.01],
    ]);
    await expect(validationCurve(learning(), { splitter, parameter: 'lr', values: [1e38] })).rejects.toThrow(
      'None of the 3 folds was completed',
    );
  });

  it('goes on with one that was interrupted', async () => {
    const stop = new AbortController();
    let made = 0;
    const counting = (stopAt: number): Project =>
      goldenProject({
        learner: ({ params }) => {
          if (++made === stopAt) stop.abort();
          return tinyLearner({ optimizer: descent(params['lr'] as number), model: goldenProject().learner.model });
        },
        params: { lr: 0 },
        folder,
        name: 'interrupted',
      });
    const options = { splitter, parameter: 'lr', values: [0.01, 0.02] };
    // One for the project, one for each value, three for the first point.
    const first = await validationCurve(counting(8), { ...options, signal: stop.signal });
    expect([first.status, first.values]).toEqual(['interrupted', [0.01]]);
    made = 0;
    const again = await validationCurve(counting(-1), { ...options, resume: true });
    expect(made).toBe(3 + 6 - 4);
    expect([again.status, again.values, again.folder]).toEqual(['completed', [0.01, 0.02], first.folder]);
    expect(again.test.values['loss']![0]).toEqual(first.test.values['loss']![0]);
  });

  it('draws values in ascending order, and bars for those that are no numbers', () => {
    const scores = { values: {}, mean: { loss: [3, 1] }, standardDeviation: {} };
    const numbers = validationCurveFigures({ parameter: 'units', values: [8, 4], train: scores, test: scores });
    const { loss } = numbers;
    expect(loss!.figure === 'curve' && [...(loss!.lines[1]!.y.data as Float64Array)]).toEqual([1, 3]);
    const values = [[8], [8, 8]];
    const bars = validationCurveFigures({ parameter: 'model.hiddenSizes', values, train: scores, test: scores });
    expect(bars['loss']).toMatchObject({
      figure: 'bars',
      labels: ['[8]', '[8,8]'],
      title: 'loss by model.hiddenSizes',
    });
    expect(() =>
      validationCurveFigures({ parameter: 'units', values: [0, 1], train: scores, test: scores }, { xScale: 'log' }),
    ).toThrow('above 0');
  });

  it.each([
    [{ parameter: '' }, 'parameter'],
    [{ values: [] }, 'at least one value'],
    [{ values: [1, 1] }, '1 twice'],
    [{ groups: [1] }, 'one for each of the 26 training samples'],
    [{ param: 'lr' }, 'no such option'],
  ])('refuses %j', async (wrong, message) => {
    const options = { splitter, parameter: 'scale', values: [1], ...wrong };
    await expect(validationCurve(goldenProject(), options as never)).rejects.toThrow(message);
  });
});
