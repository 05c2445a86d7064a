import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { modelCheckpoint, Project, type Callback, type TrainerOptions } from '../../index.js';
import { tinyLearner } from '../../training/tiny-learner.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-report-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** The report of a run of three epochs that was tested; the first epoch is the best by `train/loss` upwards. */
async function reportOf(options: Partial<TrainerOptions>, isTested = true): Promise<string> {
  const trainer = { ...options, maxEpochs: 3, loggers: [], progressBar: false };
  const project = new Project({ learner: tinyLearner(), trainer, folder, name: 'report', seed: 7 });
  await project.train();
  if (isTested) await project.test();
  return readFile(`${project.folder}/report.html`, 'utf8');
}

const upwards = (): Callback => modelCheckpoint({ monitor: 'train/loss', mode: 'max' });
const headings = (report: string): string[] =>
  [...report.matchAll(/<th class="group" colspan="(\d)">([^<]*)</g)].map(([, span, text]) => `${text} (${span})`);

describe('a report', () => {
  it('has the test beside the other numbers of the weights that were tested, and says which they are', async () => {
    const report = await reportOf({ callbacks: [upwards()] });
    expect(headings(report)).toEqual(['epoch 1, the best (3)', 'epoch 3, the last (2)']);
    expect(report).toMatch(/The test is of the weights of epoch 1, the best by train\/loss: \S+epoch-0001-\S+\.</);
  });

  it('says so where the weights of the last step were tested, and where nothing was', async () => {
    const report = await reportOf({ checkpoint: false, validate: { every: 2, unit: 'epoch' } });
    expect(headings(report).join()).toContain('epoch 3, the last (3)');
    expect(report).toContain('The test is of the weights of the last step, after epoch 3.');
    expect(await reportOf({ callbacks: [upwards()] }, false)).toContain(
      'Not tested yet: project.test() or npx lml test',
    );
  });

  it('marks the best epoch on the curves, the learning rate among them', async () => {
    const report = await reportOf({ callbacks: [upwards()] });
    expect(report).toContain('const best = 1;');
    const charts = JSON.parse(/^const charts = (.*);$/m.exec(report)![1]!) as { name: string; epochs: number[] }[];
    expect(charts.map(({ name }) => name)).toEqual(['loss', 'absolute-error', 'learning rate']);
    expect(charts[2]).toMatchObject({ epochs: [1, 2, 3], lines: [{ stage: 'train', values: [0.01, 0.01, 0.01] }] });
  });

  it('says when, with which engine and which versions, and folds the settings', async () => {
    const report = await reportOf({});
    expect(report).toMatch(/<dt>written<\/dt><dd>\d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(report).toMatch(/<dt>engine<\/dt><dd>eager \(\w+/);
    expect(report).toMatch(/<dt>versions<\/dt><dd>.*@tensorflow\/tfjs\u00a04\.22/);
    expect(report).toContain('<dt>ended</dt><dd>completed, 3 epochs, ');
    expect(report).toContain(': maxEpochs is reached</dd>');
    expect(report).toMatch(/<details>\s*<summary>Settings<\/summary>/);
    expect(report).toContain('prefers-color-scheme: dark');
  });
});
