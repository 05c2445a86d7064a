import { jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { modelCheckpoint, Project, type Logger, type LogRecord, type ProjectOptions } from '../../index.js';
import { tinyLearner } from '../../training/tiny-learner.fixture.js';

let folder = '';
const tests: LogRecord[] = [];
const logger: Logger = { name: 'listener', log: (record) => void (record.type === 'test' && tests.push(record)) };

/** Three epochs; the first is the best by `train/loss` upwards. */
const make = (options: Partial<ProjectOptions> = {}): Project => {
  const callbacks = [modelCheckpoint({ monitor: 'train/loss', mode: 'max' })];
  const trainer = { maxEpochs: 3, loggers: [logger], progressBar: false, callbacks };
  return new Project({ learner: tinyLearner(), trainer, folder, name: 'tested', seed: 7, ...options });
};
const headings = (report: string): string[] =>
  [...report.matchAll(/<th class="group" colspan="(\d)">([^<]*)</g)].map(([, span, text]) => `${text} (${span})`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-results-'));
});

afterEach(() => jest.restoreAllMocks());

afterAll(() => rm(folder, { recursive: true }));

describe('the report of a run that another process tests', () => {
  it('has the numbers of the test beside those of the weights that were tested, and else is as it was', async () => {
    const { folder: run, bestCheckpoint, lastCheckpoint } = await make().train();
    const page = (): Promise<string> => readFile(`${run}/report.html`, 'utf8');
    const before = await page();
    expect(headings(before)).toEqual(['epoch 1, the best (2)', 'epoch 3, the last (2)']);
    const other = make({ name: 'other' });
    await other.load(bestCheckpoint!);
    const { 'test/loss': loss } = await other.test();
    expect(headings(await page())).toEqual(['epoch 1, the best (3)', 'epoch 3, the last (2)']);
    expect(await page()).toContain(`>${loss!.toFixed(4)}</td>`);
    expect(await page()).toContain('the weights of epoch 1, the best by train/loss: ');
    const rest = (text: string): string[] => text.split(/<section id="results">[^]*?<\/section>/);
    expect(rest(await page())).toEqual(rest(before));
    expect(await readdir(folder)).toEqual(['tested']);
    // Of another test the numbers come in their place.
    await other.load(lastCheckpoint!);
    await other.test();
    expect(headings(await page())).toEqual(['epoch 1, the best (2)', 'epoch 3, the last (3)']);
  });

  it('is let alone by a project that writes nothing', async () => {
    const { folder: run, bestCheckpoint } = await make().train();
    const before = await readFile(`${run}/report.html`, 'utf8');
    const other = make({ folder: false });
    await other.load(bestCheckpoint!);
    await other.test();
    expect(await readFile(`${run}/report.html`, 'utf8')).toBe(before);
  });

  it.each(['no page', '<section id="results">\n<script type="application/json">{"end": "x"}</script></section>'])(
    'is left as it is where it is %j, with a warning',
    async (text) => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      const project = make();
      const { folder: run } = await project.train();
      await writeFile(`${run}/report.html`, text);
      expect(await project.test()).toHaveProperty('test/loss');
      expect(await readFile(`${run}/report.html`, 'utf8')).toBe(text);
      const code = 'LML_REPORT_NOT_WRITTEN';
      expect(warned).toHaveBeenCalledWith(
        expect.stringContaining(`${run}/report.html`),
        expect.objectContaining({ code }),
      );
    },
  );
});

describe('a run from code', () => {
  const linesOf = async (loggers: readonly Logger[] | undefined): Promise<string[]> => {
    const lines: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const trainer = { maxEpochs: 1, loggers, progressBar: false };
    const { folder: run } = await make({ trainer, name: 'told' }).train();
    return lines.filter((line) => line === `report      ${run}/report.html\n`);
  };

  it('says once where its report is, where it prints anything', async () => {
    expect(await linesOf(undefined)).toHaveLength(1);
    expect(await linesOf([])).toHaveLength(0);
  });
});

describe('a test', () => {
  it('is logged with where the run was whose weights are tested', async () => {
    const project = make();
    const { clock, history, lastCheckpoint } = await project.train();
    tests.length = 0;
    await project.test();
    await project.load(lastCheckpoint!);
    await project.test();
    const written = make({ folder: false });
    await written.train();
    await written.test();
    const at = tests.map(({ clock: { epoch, step } }) => [epoch, step]);
    expect(at).toEqual([
      [1, history[0]!.clock.step],
      [3, clock.step],
      [3, clock.step],
    ]);
  });
});
