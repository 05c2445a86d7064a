import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { DataModule, defineComponent, registerPlugin, subset, type Executor, type Splitter } from '../../index.js';
import { descent, tinyData, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project, type ProjectOptions } from '../project.js';
import { projectFromConfig } from '../project-config.js';
import { quiet, registerTinyPlugin } from '../tiny-plugin.fixture.js';
import { anySpace as space, candidates } from './candidates.fixture.js';
import { jobHandler } from './handle-job.js';
import { nestedCrossValidate, type NestedCrossValidationResult } from './nested-cross-validate.js';

let folder = '';

/** Folds by remainder. */
const byRemainder = defineComponent({
  kind: 'splitter',
  name: 'by-remainder',
  summary: 'For tests.',
  schema: z.strictObject({ k: z.int() }),
  create: ({ k }): Splitter => ({
    *split({ length }) {
      const all = Array.from({ length }, (_, index) => index);
      for (let fold = 0; fold < k; fold++)
        yield { train: all.filter((index) => index % k !== fold), test: all.filter((index) => index % k === fold) };
    },
  }),
});

const asTried = defineComponent({
  kind: 'strategy',
  name: 'as-tried',
  summary: 'For tests.',
  schema: z.strictObject({ units: z.array(z.int()) }),
  create: ({ units }) => candidates(units.map((own) => ({ units: own }))),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-nested-'));
  registerTinyPlugin();
  registerPlugin({ name: 'lml-plugin-nested', version: '1.0.0', apiVersion: 1, components: [byRemainder, asTried] });
});

afterAll(() => rm(folder, { recursive: true }));

const splitter = byRemainder({ k: 3 });
const values = [{ lr: 1e-5 }, { lr: 0.02 }];
const search = { space, strategy: candidates(values), splitter: byRemainder({ k: 2 }) };

function project(options: Partial<ProjectOptions> = {}): Project {
  return new Project({
    learner: ({ params }) => tinyLearner({ optimizer: descent((params['lr'] as number | undefined) ?? 0.01) }),
    data: tinyData(),
    trainer: quiet,
    folder: false,
    seed: 4,
    ...options,
  });
}

const untimed = ({ folds, mean }: NestedCrossValidationResult): unknown => ({
  mean,
  folds: folds.map((fold) => ({ ...fold, seconds: 0, folder: undefined })),
});

describe('nestedCrossValidate', () => {
  it('judges what a search on the training data of each fold has chosen, on the rest', async () => {
    const { status, folds, mean, standardDeviation } = await nestedCrossValidate(project(), { splitter, search });
    expect(status).toBe('completed');
    expect(folds.map(({ trainSize, testSize, trials }) => [trainSize, testSize, trials])).toEqual([
      [20, 10, 2],
      [20, 10, 2],
      [20, 10, 2],
    ]);
    expect(folds.map(({ params }) => params)).toEqual([{ lr: 0.02 }, { lr: 0.02 }, { lr: 0.02 }]);
    const losses = folds.map(({ values: own }) => own['loss']!);
    expect(mean['loss']).toBeCloseTo(losses.reduce((sum, loss) => sum + loss) / 3, 12);
    expect(Object.keys(standardDeviation)).toEqual(['loss', 'absolute-error']);
    // The same by hand, of the second fold.
    const whole = project();
    await whole.data.setup({ seed: 4 });
    const training = whole.data.datasets.train as Parameters<typeof subset>[0];
    const part = (isTest: boolean) =>
      subset(
        training,
        Array.from({ length: 30 }, (_, index) => index).filter((index) => (index % 3 === 1) === isTest),
      );
    const data = new DataModule({ train: part(false), test: part(true), batchSize: 8, seed: 4 });
    const learner: ProjectOptions['learner'] = ({ params }) =>
      tinyLearner({ data, optimizer: descent(params['lr'] as number) });
    const byHand = await project({ learner, data, params: { lr: 0.01 } }).search(search);
    expect(folds[1]!.values['loss']).toBe(byHand.test!['test/loss']);
    expect(folds[1]!.innerValues).toEqual(byHand.best!.values);
  });

  it('keeps learners that know the data of the whole within the fold', async () => {
    const data = tinyData();
    const learner: ProjectOptions['learner'] = ({ params }) =>
      tinyLearner({ data, optimizer: descent((params['lr'] as number | undefined) ?? 0.01) });
    const own = await nestedCrossValidate(project({ learner, data: undefined }), { splitter, search });
    expect(untimed(own)).toEqual(untimed(await nestedCrossValidate(project(), { splitter, search })));
  });

  it('goes on with one that was interrupted, down to the inner fold', async () => {
    const stop = new AbortController();
    let made = 0;
    const counting = (stopAt: number): Project =>
      project({
        learner: ({ params }) => {
          if (++made === stopAt) stop.abort();
          return tinyLearner({ optimizer: descent((params['lr'] as number | undefined) ?? 0.01) });
        },
        folder,
        name: 'interrupted',
      });
    const whole = await nestedCrossValidate(counting(-1), { splitter, search, resume: false });
    const all = made;
    const options = { splitter, search, resume: true };
    made = 0;
    // One for the project; a fold has one for its project, four for its search, one for the best.
    const first = await nestedCrossValidate(counting(1 + 6 + 4), { ...options, signal: stop.signal });
    expect(first.status).toBe('interrupted');
    expect(first.folds).toHaveLength(1);
    expect(first.folder).not.toBe(whole.folder);
    made = 0;
    const again = await nestedCrossValidate(counting(-1), options);
    // The search that was interrupted looks at its first parameters again.
    expect(made).toBe(all - 6 - 1);
    expect(again.folder).toBe(first.folder);
    expect(untimed(again)).toEqual(untimed(whole));
    expect(await readdir(`${again.folder}/folds/fold-1`)).toEqual(['1']);
    expect(await readdir(`${again.folder}/folds/fold-1/1`)).toEqual(expect.arrayContaining(['trials.csv', 'best']));
  });

  it('gives the same where inner folds run elsewhere', async () => {
    const handle = jobHandler();
    const elsewhere: Executor = {
      open: () =>
        Promise.resolve({
          capacity: 2,
          run: async (job, { signal }) => {
            const sent = JSON.parse(JSON.stringify(job)) as typeof job;
            return JSON.parse(JSON.stringify(await handle(sent, { signal }))) as unknown;
          },
          close: () => Promise.resolve(),
        }),
    };
    const config = {
      learner: { name: 'sized', units: 1 },
      data: { dataset: 'tiny', split: { test: 0.2 } },
      trainer: { maxEpochs: 1, loggers: [], progressBar: false },
      folder: false,
      seed: 4,
    };
    const options = {
      splitter,
      search: { space, strategy: asTried({ units: [1, 5] }), splitter: byRemainder({ k: 2 }) },
    };
    const here = await nestedCrossValidate(projectFromConfig(config), options);
    const there = await nestedCrossValidate(projectFromConfig(config), { ...options, executor: elsewhere });
    expect(untimed(there)).toEqual(untimed(here));
    const byHand = { split: () => [] } as Splitter;
    await expect(
      nestedCrossValidate(projectFromConfig(config), { ...options, splitter: byHand, executor: elsewhere }),
    ).rejects.toThrow();
  });

  it('gives groups of samples to the search of each fold', async () => {
    const seen: (readonly (number | string)[])[] = [];
    const listening: Splitter = {
      needs: ['groups'],
      split: ({ length, groups }) => {
        seen.push(Array.from(groups!));
        return byRemainder({ k: 2 }).split({ length });
      },
    } as Splitter;
    const groups = Array.from({ length: 30 }, (_, index) => index);
    await nestedCrossValidate(project(), { splitter, groups, search: { ...search, splitter: listening } });
    expect(seen[0]).toEqual(groups.filter((index) => index % 3 !== 0));
    expect(seen.at(-1)).toEqual(groups.filter((index) => index % 3 !== 2));
  });

  it.each([
    [{ search: undefined, splitter: undefined }, 'a splitter'],
    [{ search: 5 }, 'search must be the options of a search'],
    [{ search: { ...search, refit: false } }, 'search.refit'],
    [{ search: { ...search, resume: true } }, 'beside search'],
    [{ search: { ...search, candidates: [] } }, 'no such option'],
    [{ validation: 0.1 }, 'no such option'],
  ])('refuses %j', async (wrong, message) => {
    await expect(nestedCrossValidate(project(), { splitter, search, ...wrong } as never)).rejects.toThrow(message);
  });
});
