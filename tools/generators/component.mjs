import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { componentSources } from '../workspace/components.mjs';
import { filesBelow, packages, ROOT } from '../workspace/packages.mjs';
import { writeBarrels } from './barrels.mjs';
import { relativeImports } from './core-imports.mjs';

const TEMPLATES = join(dirname(fileURLToPath(import.meta.url)), 'templates/component');

/** For each kind: the package folder where LML's own are, and the family that is proposed. */
export const KINDS = {
  backend: { folder: 'backends', family: 'eager' },
  engine: { folder: 'core', family: 'steps' },
  dataset: { folder: 'datasets', family: 'blocks' },
  transform: { folder: 'transforms', family: 'image' },
  sampler: { folder: 'core', family: 'data' },
  splitter: { folder: 'splitters', family: 'folds' },
  model: { folder: 'models', family: 'feed-forward' },
  loss: { folder: 'losses', family: 'regression' },
  metric: { folder: 'metrics', family: 'regression' },
  optimizer: { folder: 'optimizers', family: 'adaptive' },
  scheduler: { folder: 'optimizers', family: 'decays' },
  learner: { folder: 'learners', family: 'supervised' },
  predictor: { folder: 'predictors', family: 'classification' },
  callback: { folder: 'core', family: 'training/callbacks' },
  logger: { folder: 'core', family: 'training/loggers' },
  distribution: { folder: 'core', family: 'search/distributions' },
  strategy: { folder: 'search', family: 'strategies' },
  pruner: { folder: 'search', family: 'pruners' },
  executor: { folder: 'core', family: 'search/executors' },
};

/** @typedef {keyof typeof KINDS} Kind */

/**
 * Writes a component, its spec, and the package's list of components; in the package where LML's own of its kind are, one on the
 * makers of its family, and a function for its golden cases.
 *
 * @param {{ kind: string, name: string, family?: string, package?: string, root?: string }} options
 * @returns {Promise<string[]>} the files that were written, below the root
 */
export async function generateComponent({ kind, name, family, package: packageName, root = ROOT }) {
  const defaults = Object.hasOwn(KINDS, kind) ? KINDS[/** @type {Kind} */ (kind)] : undefined;
  if (defaults === undefined) throw new Error(`--kind is one of ${Object.keys(KINDS).join(', ')}; got ${kind}`);
  const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
  if (!pattern.test(name)) throw new Error(`--name is in kebab-case, as cross-entropy; got ${name}`);
  const folders = (family ?? defaults.family).split('/');
  if (!folders.every((part) => pattern.test(part))) throw new Error(`--family is in kebab-case; got ${family}`);

  const all = packages(root);
  const target = all.find((one) => (packageName ? one.name === packageName : one.folder === defaults.folder));
  if (target === undefined) {
    const names = all.map((one) => one.name).join(', ');
    throw new Error(`There is no package ${packageName ?? defaults.folder}; --package is one of ${names}`);
  }
  const taken = componentSources(target.path).find((one) => one.kind === kind && one.name === name);
  if (taken !== undefined) throw new Error(`${target.name} has a ${kind} ${name} already: src/${taken.file}`);

  const folder = join(target.path, 'src', ...folders);
  const values = { name, package: target.name, up: folders.map(() => '..').join('/') };
  const isOwn = target.folder === defaults.folder;
  const written = [];
  for (const extension of ['.ts', '.spec.ts']) {
    const path = join(folder, `${name}${extension}`);
    if (existsSync(path)) throw new Error(`${relative(root, path)} exists already`);
    const family = join(TEMPLATES, `${kind}.family${extension}.template`);
    const general = join(TEMPLATES, `${kind}${extension}.template`);
    let text = fill(readFileSync(isOwn && existsSync(family) ? family : general, 'utf8'), values);
    if (target.layer === 'core') text = relativeImports(text, { src: join(target.path, 'src'), folder });
    const options = await prettier.resolveConfig(join(ROOT, 'package.json'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, await prettier.format(text, { ...options, filepath: path }));
    written.push(relative(root, path));
  }
  if (isOwn)
    written.push(...addGoldenFunction({ kind, folder: target.folder, family: folders.at(-1) ?? '', values, root }));
  return [...written, ...writeBarrels({ root })];
}

/**
 * Adds the function that computes a component's golden cases to the module of its family. It is run by `tools/goldens/run.sh`.
 *
 * @param {{ kind: string, folder: string, family: string, values: Values, root: string }} options
 */
function addGoldenFunction({ kind, folder, family, values, root }) {
  const template = join(TEMPLATES, `${kind}.golden.py.template`);
  const path = join(root, 'tools/goldens', folder, `${family.replaceAll('-', '_')}.py`);
  if (!existsSync(template) || !existsSync(path)) return [];
  writeFileSync(path, readFileSync(path, 'utf8').trimEnd() + '\n' + fill(readFileSync(template, 'utf8'), values));
  return [relative(root, path)];
}

/** @typedef {{ name: string, package: string, up: string }} Values the way up is that from the component to `src` */

/**
 * @param {string} template
 * @param {Values} values
 */
function fill(template, values) {
  const camel = values.name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return template
    .replaceAll('__camel__', camel)
    .replaceAll('__Pascal__', camel[0]?.toUpperCase() + camel.slice(1))
    .replaceAll('__snake__', values.name.replaceAll('-', '_'))
    .replaceAll('__shared__', `${values.up}/shared`)
    .replaceAll('__transforms__', `${values.up}/transforms`)
    .replaceAll('__name__', values.name)
    .replaceAll('__package__', values.package);
}

/** Files that still hold what a template left to be replaced. */
export function unfinished(root = ROOT) {
  return [...packages(root).map(({ path }) => join(path, 'src')), join(root, 'tools/goldens')]
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\.(ts|py)$/.test(path) && readFileSync(path, 'utf8').includes('REPLACE:'))
    .map((path) => relative(root, path));
}

const USAGE = `npm run new -- --kind loss --name focal [--family classification] [--package @lml/losses]
npm run new -- --check`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const { values } = parseArgs({
      options: {
        kind: { type: 'string' },
        name: { type: 'string' },
        family: { type: 'string' },
        package: { type: 'string' },
        check: { type: 'boolean', default: false },
      },
    });
    if (values.check) {
      const stale = writeBarrels({ check: true });
      for (const file of stale) console.log(`not up to date: ${file} (npm run barrels)`);
      for (const file of unfinished()) console.log(`not finished: ${file} (look for REPLACE:)`);
      process.exitCode = stale.length + unfinished().length > 0 ? 1 : 0;
    } else {
      const { kind, name } = values;
      if (kind === undefined || name === undefined) throw new Error('--kind and --name are needed');
      for (const file of await generateComponent({ ...values, kind, name })) console.log(`wrote ${file}`);
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exitCode = 1;
  }
}
