import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';

let cwd = '';

/** Writes an array as NumPy does by default: version 1.0, little-endian, C order. */
function writeNpy(path, descr, shape, values) {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = dict.padEnd(Math.ceil((dict.length + 11) / 64) * 64 - 11) + '\n';
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      length,
      Buffer.from(header),
      Buffer.from(values.buffer),
    ]),
  );
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lml-readme-'));
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'), 'junction');
  // Three classes by the sign of sums: NumPy's default types, float64 and int64.
  const x = Float64Array.from({ length: 300 * 10 }, (_, index) => Math.sin(index * 12.9898) * 2);
  const y = BigInt64Array.from({ length: 300 }, (_, row) =>
    BigInt((x[row * 10] > 0 ? 1 : 0) + (x[row * 10 + 1] > 0 ? 1 : 0)),
  );
  writeNpy(join(cwd, 'x.npy'), '<f8', [300, 10], x);
  writeNpy(join(cwd, 'y.npy'), '<i8', [300], y);
});

afterAll(() => rmSync(cwd, { recursive: true }));

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const block = (language) => new RegExp(`^\`\`\`${language}[^\n]*\n(.*?)^\`\`\``, 'ms').exec(readme)[1];

describe('the README', () => {
  it('shows code that works, and YAML that gives the same numbers', async () => {
    const source = `${block('ts')}\nconsole.log(JSON.stringify({ shape: labels.shape, dtype: labels.dtype }));`;
    const program = ts.transpileModule(source, { compilerOptions: { module: 'ESNext', target: 'ES2022' } }).outputText;
    writeFileSync(join(cwd, 'readme.mjs'), program);
    const output = await node(['readme.mjs'], { cwd });
    expect(output.trim().split('\n').at(-1)).toBe('{"shape":[30],"dtype":"int32"}');

    writeFileSync(join(cwd, 'project.yaml'), block('yaml'));
    await node([join(ROOT, 'packages/cli/dist/lml.js'), 'fit', 'project.yaml'], { cwd });
    const epochs = (run) =>
      readFileSync(join(cwd, `runs/project/${run}/metrics.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), seconds: 0 }))
        .filter(({ type }) => type === 'epoch');
    expect(epochs(2)).toEqual(epochs(1));
    expect(epochs(1)).toHaveLength(20);
  });
});
