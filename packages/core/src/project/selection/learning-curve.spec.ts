import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { earlyStopping } from '../../index.js';
import { tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project } from '../project.js';
import { foldPart } from './fold-part.js';
import { goldenCases, goldenFolds, goldenProject } from './golden-project.fixture.js';
import { learningCurve, learningCurveFigures, sizesOf } from './learning-curve.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-curve-'));
});

afterAll(() => rm(folder, { recursive: true }));

const splitter = goldenFolds;
const name = 'absolute-error';

describe('learningCurve', () => {
  it.each(goldenCases<{ sizes: number[]; most: number; expected: number[] }>('sizes'))(
    'has the train sizes of scikit-learn: $name',
    ({ sizes, most, expected }) => {
      expect(sizesOf(sizes, most)).toEqual(expected);
    },
  );

  it.each(
    goldenCases<{
      options: { shuffle?: boolean; random_state?: number; train_sizes?: number[] };
      sizes: number[];
      seen: number[][][];
      train: number[][];
      test: number[][];
    }>('learning-curve'),
  )('learns from the samples that scikit-learn does, and gives its scores: $name', async ({ options, ...expected }) => {
    const { shuffle, random_state: randomState = 0, train_sizes: trainSizes } = options;
    const curve = await learningCurve(goldenProject(), { splitter, shuffle, randomState, trainSizes });
    expect(curve.status).toBe('completed');
    expect(curve.trainSizes).toEqual(expected.sizes);
    for (const part of ['train', 'test'] as const) {
      curve[part].values[name]!.forEach((folds, at) =>
        folds.forEach((value, fold) => expect(value).toBeCloseTo(expected[part][at]![fold]!, 5)),
      );
      expect(curve[part].mean[name]![0]).toBeCloseTo(expected[part][0]!.reduce((sum, value) => sum + value) / 3, 5);
    }
    const all = [...splitter.split({ length: 26 })];
    const before = all.map(({ train }) => train.length);
    const seen = expected.sizes.map((samples) =>
      all.map((fold, at) => {
        const order = shuffle === true ? { seed: randomState, before: before.slice(0, at) } : undefined;
        return Array.from(foldPart(fold, { trainSize: { samples, order } }, 0).train);
      }),
    );
    expect(seen).toEqual(expected.seen);
  });

  it('takes a part of those samples to watch training by, where something does', async () => {
    const made = goldenProject();
    const watched = new Project({
      ...made.options,
      trainer: { ...made.trainer.options, callbacks: [earlyStopping({ patience: 1 })] },
    });
    const curve = await learningCurve(watched, { splitter, trainSizes: [10] });
    expect(curve.trainSizes).toEqual([10]);
    expect(curve.train.values[name]![0]).not.toEqual(
      (await learningCurve(made, { splitter, trainSizes: [10] })).train.values[name]![0],
    );
  });

  it('goes on with one that was interrupted, with the points that are whole until then', async () => {
    const stop = new AbortController();
    let made = 0;
    const counting = (stopAt: number): Project =>
      goldenProject({
        learner: () => {
          if (++made === stopAt) stop.abort();
          return tinyLearner({ model: goldenProject().learner.model });
        },
        folder,
        name: 'interrupted',
      });
    const options = { splitter, trainSizes: [4, 8] };
    // One for the project, one for the check, three for the first point.
    const first = await learningCurve(counting(7), { ...options, signal: stop.signal });
    expect(first.status).toBe('interrupted');
    expect(first.trainSizes).toEqual([4]);
    expect(first.test.values[name]).toHaveLength(1);
    made = 0;
    const again = await learningCurve(counting(-1), { ...options, resume: true });
    expect(again.folder).toBe(first.folder);
    expect(made).toBe(2 + 6 - 4);
    expect(again.trainSizes).toEqual([4, 8]);
    expect(again.test.values[name]![0]).toEqual(first.test.values[name]![0]);
    expect(await readdir(again.folder!)).toEqual(expect.arrayContaining(['learning-curve.json', 'result.json']));
  });

  it('is drawn as a line for each part', async () => {
    const curve = await learningCurve(goldenProject(), { splitter, trainSizes: [2, 8, 17] });
    const figure = learningCurveFigures(curve)[name]!;
    expect(figure).toMatchObject({ figure: 'curve', title: name, xTitle: 'training samples' });
    expect(figure.lines.map(({ x, y }) => [[...(x.data as Float64Array)], [...(y.data as Float64Array)]])).toEqual([
      [[2, 8, 17], curve.train.mean[name]],
      [[2, 8, 17], curve.test.mean[name]],
    ]);
  });

  it.each([
    [{ trainSizes: [] }, 'trainSizes must be parts above 0'],
    [{ trainSizes: [0.5, 2] }, 'of at most 1'],
    [{ trainSizes: [18] }, 'counts of at most 17'],
    [{ trainSizes: [0] }, 'above 0'],
    [{ shuffle: 'yes' }, 'shuffle must be true or false'],
    [{ randomState: -1 }, 'randomState'],
    [{ splitter: undefined }, 'a splitter'],
    [{ trainScores: true }, 'no such option'],
  ])('refuses %j', async (wrong, message) => {
    await expect(learningCurve(goldenProject(), { splitter, ...wrong } as never)).rejects.toThrow(message);
  });
});
