import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-readme-'));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'), 'junction');
  // Three classes by the sign of two columns.
  const rows = Array.from({ length: 300 }, (_, row) =>
    Array.from({ length: 10 }, (__, column) => Math.sin((row * 10 + column) * 12.9898) * 2),
  );
  const species = rows.map(([a, b]) => ['lily', 'rose', 'tulip'][(a > 0 ? 1 : 0) + (b > 0 ? 1 : 0)]);
  const names = rows[0].map((_, at) => `x${at}`);
  const csv = (lines) => `${lines.map((line) => line.join(',')).join('\n')}\n`;
  writeFileSync(join(cwd, 'plants.csv'), csv([[...names, 'species'], ...rows.map((row, at) => [...row, species[at]])]));
  writeFileSync(join(cwd, 'new.csv'), csv([names, ...rows.slice(0, 5)]));
});

afterAll(() => rmSync(cwd, { recursive: true }));

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const block = (language) => new RegExp(`^\`\`\`${language}[^\n]*\n(.*?)^\`\`\``, 'ms').exec(readme)[1];

describe('the README', () => {
  it('shows code that works, and YAML that gives the same numbers', async () => {
    const source = `${block('ts')}\nconsole.log(JSON.stringify(labels));`;
    const program = ts.transpileModule(source, { compilerOptions: { module: 'ESNext', target: 'ES2022' } }).outputText;
    writeFileSync(join(cwd, 'readme.mjs'), program);
    const output = await node(['readme.mjs'], { cwd });
    const labels = JSON.parse(output.trim().split('\n').at(-1));
    expect(labels).toHaveLength(5);
    expect(labels.every(({ label, index }) => ['lily', 'rose', 'tulip'][index] === label)).toBe(true);

    writeFileSync(join(cwd, 'project.yaml'), block('yaml'));
    const cli = join(ROOT, 'packages/cli/dist/lml.js');
    await node([cli, 'fit', 'project.yaml'], { cwd });
    const epochs = (run) =>
      readFileSync(join(cwd, `runs/project/${run}/metrics.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), seconds: 0 }))
        .filter(({ type }) => type === 'epoch');
    expect(epochs(2)).toEqual(epochs(1));
    expect(epochs(1)).toHaveLength(20);
    const predicted = await node([cli, 'predict', 'project.yaml', '--data', 'new.csv', '--records'], { cwd });
    expect(
      predicted
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(labels);
  });
});
