import { list } from '@lml/core';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readComponents } from '../typedoc/components.mjs';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';

const components = [...(await readComponents())].flatMap(([name, own]) =>
  [...own.values()].map((component) => ({ package: name, ...component })),
);
const options = components.flatMap((component) =>
  component.options.map(({ name, sentence }) => ({
    component,
    name,
    sentence,
    path: `${component.exportName}.${name}`,
  })),
);

/** A program outside the packages that gives each component all of its options. */
const SOURCE = components
  .map(({ package: from, exportName, options: own }, index) => {
    const given = own.map(({ name }) => `'${name}': any`).join(', ');
    return `import { ${exportName} as c${index} } from '${from}';\nc${index}({ ${given} });\n`;
  })
  .join('');

/** What an editor shows at each option of {@link SOURCE}, in the order of {@link options}. */
function hovers() {
  const file = join(ROOT, 'option-sentences.ts');
  const text = `declare const any: any;\n${SOURCE}`;
  const settings = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const read = (/** @type {string} */ path) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => settings,
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
  });
  const errors = service.getSemanticDiagnostics(file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')); // prettier-ignore
  const found = [...text.matchAll(/'\w+': any/g)].map(({ index }) => {
    const info = service.getQuickInfoAtPosition(file, index + 1);
    return ts.displayPartsToString(info?.documentation).replaceAll(/\s+/g, ' ');
  });
  const sources = service.getProgram()?.getSourceFiles().map(({ fileName }) => fileName) ?? []; // prettier-ignore
  return { errors, found, sources };
}

/** The sentence of a comment, without the default that is written behind it. */
const withoutDefault = (/** @type {string} */ comment) => comment.replace(/ Default: `[^`]*`\.$/, '');

describe('the sentence of each option', () => {
  it('is given by every component that is registered', () => {
    const registered = list().filter(({ package: from }) => from.startsWith('@lml/'));
    expect(components.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
      registered.map(({ kind, name }) => `${kind} ${name}`).sort(),
    );
    expect(options.filter(({ sentence }) => sentence === '').map(({ path }) => path)).toEqual([]);
    expect(options.length).toBeGreaterThan(50);
  });

  it('is shown where the option is used in code, from the built declarations', () => {
    const { errors, found, sources } = hovers();
    expect(errors).toEqual([]);
    expect(sources.filter((path) => /packages\/\w+\/src\//.test(path))).toEqual([]);
    expect(Object.fromEntries(options.map(({ path }, index) => [path, withoutDefault(found[index] ?? '')]))).toEqual(
      Object.fromEntries(options.map(({ path, sentence }) => [path, sentence])),
    );
  });

  it('is in the schema that lml schema prints', async () => {
    const plugins = [...new Set(components.map((component) => component.package))].flatMap((name) => [
      '--plugin',
      name,
    ]);
    const printed = JSON.parse(
      await node([join(ROOT, 'packages/cli/dist/lml.js'), 'schema', ...plugins], { cwd: ROOT }),
    );
    for (const { component, name, sentence } of options) {
      const canonical = `${component.package}:${component.name}`;
      const [way] = printed.definitions[component.kind].anyOf.filter((/** @type {any} */ one) =>
        one.properties?.name.enum.includes(canonical),
      );
      expect({ canonical, name, sentence: way.properties[name].description }).toEqual({ canonical, name, sentence });
    }
  });
});

describe('the API pages', () => {
  // As deep below the root as docs/api, for links to sources.
  const out = join(ROOT, '.cache/api-pages');

  beforeAll(async () => {
    // Of one package, without the README that links to all: `npm run docs` checks the links of all.
    const typedoc = join(ROOT, 'node_modules/typedoc/bin/typedoc');
    const single = ['--entryPoints', 'packages/losses', '--alwaysCreateEntryPointModule', '--readme', 'none'];
    const quiet = ['--treatWarningsAsErrors', 'false', '--logLevel', 'Error'];
    await node([typedoc, ...single, ...quiet, '--out', out], { cwd: ROOT });
  });

  afterAll(() => rmSync(out, { recursive: true }));

  const read = (/** @type {string} */ page) => readFileSync(join(out, page), 'utf8').replaceAll(/\s+/g, ' ');
  const texts = (/** @type {string} */ page, /** @type {RegExp} */ tag) => [...read(page).matchAll(tag)].map(([, text]) => text); // prettier-ignore

  it('show each option with its sentence, beside the component and in the interface of its options', () => {
    const own = options.filter(({ component }) => component.package === '@lml/losses');
    expect(own.length).toBeGreaterThan(0);
    for (const { component, name, sentence } of own) {
      const { exportName, kind } = component;
      const page = `${kind}es/${component.name.replace('/', '-')}.html`;
      expect(texts(page, /<h1>(.*?)<\/h1>/g)).toEqual([`Component ${exportName}`]);
      expect(texts(page, /<td>(.*?)<\/td>/g)).toEqual(expect.arrayContaining([`<code>${name}</code>`, sentence]));
      const described = texts(`interfaces/_lml_losses.${component.optionsInterface}.html`, /<p>(.*?)<\/p>/g);
      expect(described.map((text) => text.replace(/ Default: <code>.*/, ''))).toContain(sentence);
    }
  });

  it('set formulas as mathematics', () => {
    expect(read('losses/mse.html')).toMatch(/<p>Mean squared error: <math.*<msup>.*<\/math> for each element/);
    expect(read('losses/nt-xent.html')).toMatch(/<math[^>]* display="block".*<mfrac>/);
  });

  it('list components by kind and family, and show their YAML form', () => {
    const kind = read('losses/index.html');
    expect(kind).toMatch(/<h2[^>]*>Regression/);
    expect(kind).toContain('<a href="mse.html"');
    expect(read('losses/mse.html').replaceAll(/<[^>]*>/g, '')).toContain('{ name: mse, reduction: sum }');
  });
});
