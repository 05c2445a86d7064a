import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { exportNameOf } from '../workspace/components.mjs';
import { packages, ROOT } from '../workspace/packages.mjs';
import { withLimits } from './limits-list.mjs';

/** @import { WorkspacePackage } from '../workspace/packages.mjs' */

const TEMPLATE = join(dirname(fileURLToPath(import.meta.url)), 'templates/package-readme.md');
const START = '<!-- components: npm run readme -->';
const END = '<!-- /components -->';

/** The headings of every package's README, in order. */
export const HEADINGS = ['What is this?', 'Install', 'Use', 'Components', 'Licence'];

/** The engines by their runtimes. @type {Record<string, string | undefined>} */
const RUNTIMES = { onnxruntime: 'engine onnx', libtensorflow: 'engine tensorflow' };

/**
 * Writes the lists of components and of known limits into each package's README (and the README itself, where there is none), from the
 * registry of the built packages. With `check` it only says which are not up to date.
 *
 * @param {{ check?: boolean }} [options]
 * @returns {Promise<string[]>} the files that were, or are, not up to date
 */
export async function writeReadmes({ check = false } = {}) {
  const all = packages();
  const components = await registered(all);
  const { knownLimits } = await import('@lml/core/engine');
  const options = await prettier.resolveConfig(join(ROOT, 'package.json'));
  const stale = [];
  for (const workspacePackage of all) {
    const path = join(workspacePackage.path, 'README.md');
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    const own = components.filter((component) => component.package === workspacePackage.name);
    const listed = withList(before ?? begin(workspacePackage), own);
    const limits = knownLimits().filter(({ where }) => own.some((one) => `${one.kind} ${one.name}` === ownerOf(where)));
    const text = withLimits(listed, workspacePackage.name, limits);
    const after = await prettier.format(text, { ...options, parser: 'markdown' });
    if (after === before) continue;
    stale.push(relative(ROOT, path));
    if (!check) writeFileSync(path, after);
  }
  return stale;
}

/**
 * The component that a known limit is of.
 *
 * @param {string} where
 */
function ownerOf(where) {
  return RUNTIMES[where] ?? `backend ${where}`;
}

/**
 * @param {readonly WorkspacePackage[]} all
 * @returns {Promise<{ kind: string, name: string, package: string, summary: string }[]>}
 */
async function registered(all) {
  for (const { name, manifest } of all) if (manifest.exports !== undefined) await import(name);
  const { list } = await import('@lml/core');
  return list();
}

/** @param {WorkspacePackage} workspacePackage */
function begin({ name, manifest }) {
  return readFileSync(TEMPLATE, 'utf8')
    .replaceAll('__package__', name)
    .replaceAll('__description__', manifest.description ?? '');
}

/**
 * @param {string} text
 * @param {readonly { kind: string, name: string, summary: string }[]} components
 */
function withList(text, components) {
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`A README lacks ${START} … ${END}`);
  const kinds = [...new Set(components.map(({ kind }) => kind))];
  const tables = kinds.map((kind) => {
    const rows = components
      .filter((component) => component.kind === kind)
      .map(
        ({ name, summary }) =>
          `| \`${name}\` | \`${exportNameOf({ kind, name })}\` | ${summary.replaceAll('|', '\\|')} |`,
      );
    return `| ${kind} | in code | |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  const list = tables.length === 0 ? 'None: it registers no components.' : tables.join('\n\n');
  return `${before}${START}\n\n${list}\n\n${END}${after}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = await writeReadmes(values);
  for (const file of stale) console.log(values.check ? `not up to date: ${file} (npm run readme)` : `wrote ${file}`);
  if (values.check && stale.length > 0) process.exitCode = 1;
}
