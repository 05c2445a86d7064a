import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { parse } from 'yaml';
import { compileExample } from '../../doctest/compile-example.mjs';
import { examplesInSource } from '../../doctest/find-examples.mjs';
import { componentSources } from '../../workspace/components.mjs';
import { filesBelow, ROOT } from '../../workspace/packages.mjs';
import { node } from '../../workspace/run.mjs';
import { linkedShowcase, NAME, packedShowcase, SOURCE } from './showcase-project.mjs';

/** To work on the plugin: LML_SHOWCASE=linked takes what the workspace has built, LML_SHOWCASE_TOPICS=a,b runs some topics. */
const isLinked = process.env.LML_SHOWCASE === 'linked';
const chosen = process.env.LML_SHOWCASE_TOPICS?.split(',') ?? [];

const files = readdirSync(join(SOURCE, 'projects')).filter((file) => file.endsWith('.yaml'));
const topics = files
  .map((file) => file.slice(0, -'.yaml'.length))
  .filter((topic) => chosen.length === 0 || chosen.includes(topic));

/** @type {Awaited<ReturnType<typeof packedShowcase>>} */
let showcase;
/** @type {Record<string, Record<string, any>>} */
const results = {};

beforeAll(async () => {
  showcase = await (isLinked ? linkedShowcase() : packedShowcase());
  const { cwd } = showcase;
  rmSync(join(cwd, 'results'), { recursive: true, force: true });
  const run = async (/** @type {string} */ engine) => {
    await node(['showcase-train.mjs', engine, ...chosen], { cwd });
    await node(['showcase-load.mjs', engine, ...chosen], { cwd });
    for (const name of [engine, `${engine}-loaded`])
      results[name] = JSON.parse(readFileSync(join(cwd, `${name}.json`), 'utf8'));
  };
  await Promise.all(['eager', 'onnx'].map(run));
});

afterAll(() => {
  if (!isLinked && showcase !== undefined) rmSync(showcase.cwd, { recursive: true, force: true });
});

describe.each(topics)('%s', (topic) => {
  it.each(['eager', 'onnx'])('gives the same numbers from its file and from code on %s', (engine) => {
    const { file, code } = results[engine][topic];
    expect(file.status).not.toBe('interrupted');
    expect(file.ranOn).toMatch(new RegExp(`^engine ${engine}\\b`));
    expect({ ...code, checkpoint: undefined }).toEqual({ ...file, checkpoint: undefined });
  });

  it('gives the same numbers on eager and on onnx', () => {
    const [eager, onnx] = ['eager', 'onnx'].map((engine) => {
      const { history, test, details, records } = results[engine][topic].file;
      return { history, test, details, records };
    });
    expect(differences(eager, onnx)).toEqual([]);
  });

  it.each(['eager', 'onnx'])('gives the same numbers from its checkpoints in another process on %s', (engine) => {
    const { file, code } = results[engine][topic];
    const judged = (/** @type {any} */ { test, details, records }) => ({ test, details, records });
    expect(results[`${engine}-loaded`][topic]).toEqual({ file: judged(file), code: judged(code) });
  });
});

it('the tests of the plugin pass, the conformance kit among them', async () => {
  await node(['--test', '--test-reporter=dot', 'test/'], { cwd: showcase.plugin });
});

it('the examples in comments run', async () => {
  const examples = filesBelow(join(SOURCE, 'src')).flatMap((path) =>
    examplesInSource(readFileSync(path, 'utf8'), relative(SOURCE, path)),
  );
  expect(examples.length).toBeGreaterThan(20);
  const compare = pathToFileURL(join(ROOT, 'tools/doctest/compare.mjs'));
  const bodies = examples.map((example) => `await (async () => {\n${compileExample(example)}\n})();`);
  const program = [`import { is, throws } from '${compare.href}';`, ...bodies].join('\n');
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(program, { compilerOptions });
  writeFileSync(join(showcase.cwd, 'showcase-examples.mjs'), outputText);
  await node(['showcase-examples.mjs'], { cwd: showcase.cwd });
});

it('each component is used by a run', () => {
  const used = new Set(
    files.flatMap((file) => {
      const { name: _, plugins: __, ...config } = parse(readFileSync(join(SOURCE, 'projects', file), 'utf8'));
      return textsIn(config);
    }),
  );
  const names = componentSources(SOURCE).map(({ name }) => name);
  expect(names.filter((name) => !used.has(name) && !used.has(`${NAME}:${name}`))).toEqual([]);
});

it('a run can be started by the command line', async () => {
  const { cwd } = showcase;
  const lml = join(cwd, isLinked ? '../../node_modules' : 'node_modules', '@lml/cli/bin/lml.js');
  const printed = await node([lml, 'fit', `projects/${topics[0]}.yaml`, 'folder=results'], { cwd });
  expect(printed).toMatch(/^report /m);
});

/**
 * All texts in a value.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function textsIn(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Where two values differ: numbers by more than 1e-4 of their size, anything else at all.
 *
 * @param {any} a
 * @param {any} b
 * @param {string} [path]
 * @returns {string[]}
 */
function differences(a, b, path = '') {
  if (typeof a === 'number' && typeof b === 'number') {
    const isClose = Math.abs(a - b) <= 1e-4 * Math.max(Math.abs(a), Math.abs(b)) + 1e-6;
    return isClose ? [] : [`${path}: ${a} and ${b}`];
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b) ? [] : [`${path}: ${a} and ${b}`];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(a[key], b[key], path === '' ? key : `${path}.${key}`));
}
