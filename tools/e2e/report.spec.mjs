import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';
import { node, run } from '../workspace/run.mjs';

const executablePath = process.env.LML_CHROMIUM ?? '/usr/bin/chromium';
const isInstalled = existsSync(executablePath);
if (!isInstalled) process.stdout.write(`report.spec: skipped, there is no ${executablePath}\n`);

const cli = join(ROOT, 'packages/cli/dist/lml.js');
const learner =
  'learner={ name: supervised, model: { name: mlp, inputSize: 4, hiddenSizes: [8], outputSize: 3 }, loss: cross-entropy, optimizer: adam, metrics: [accuracy] }';
let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-report-'));
});

afterAll(() => rmSync(cwd, { recursive: true }));

(isInstalled ? describe : describe.skip)('the report in a browser', () => {
  it('draws a curve for each number, and shows the last values until the mouse asks for others', async () => {
    writeFileSync(join(cwd, 'project.yaml'), 'seed: 1\n');
    await node(
      [
        cli,
        'fit',
        'project.yaml',
        learner,
        'data={ dataset: iris, split: { validation: 0.2 } }',
        'trainer.maxEpochs=2',
      ],
      { cwd },
    );
    const report = `file://${join(cwd, 'runs/project/1/report.html')}`;
    const options = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(cwd, 'browser')}`];
    const page = await run(executablePath, [...options, '--dump-dom', report]);
    const titles = [...page.matchAll(/<h3>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual(['loss', 'accuracy', 'learning rate']);
    expect(page.match(/<canvas/g)).toHaveLength(3);
    expect(page.match(/epoch 2<\/span>/g)).toHaveLength(3);
    expect(page).toMatch(/<\/i>validation \d\.\d+<\/span>/);
  });
});
