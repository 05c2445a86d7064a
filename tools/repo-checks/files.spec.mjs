import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';

/** Folders of what is installed, built or written by runs, and of git. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.cache', '.nx', '.git', 'runs', 'coverage', '__pycache__']);
const files = filesIn('');

/**
 * The files below a folder of the workspace, with slashes.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return LEFT_OUT.has(entry.name) || path === 'docs/api' ? [] : filesIn(path);
  });
}

/** @param {string} path */
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const written = files.filter((path) => /\.(ts|mjs|cjs|md|json|yaml|yml|sh|py)$/.test(path) && !isData(path));

/** @param {string} path */
function isData(path) {
  return path.includes('/goldens/') || path.endsWith('.data.ts') || path === 'package-lock.json';
}

it('keeps files short: 500 lines, 800 for specs', () => {
  const long = written
    // A package's list of components is generated.
    .filter((path) => /\.(ts|mjs|cjs|py)$/.test(path) && !path.endsWith('/src/components.ts'))
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (/\.spec\.\w+$/.test(path) ? 800 : 500));
  expect(long).toEqual([]);
});

it('leaves nothing to be done in the sources', () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b/;
  const found = written.filter((path) => !path.startsWith('tools/repo-checks/') && marks.test(read(path)));
  expect(found).toEqual([]);
});

it('holds no host in the lock file and in npm’s settings', () => {
  const lock = JSON.parse(read('package-lock.json'));
  const resolved = Object.entries(lock.packages).filter(([, entry]) => /^\w+:/.test(entry.resolved ?? ''));
  expect(resolved.map(([name]) => name)).toEqual([]);
  expect(read('.npmrc')).not.toMatch(/registry|:\/\//);
});

it('has a lock file for every platform', () => {
  const lock = JSON.parse(read('package-lock.json'));
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(lock.packages, path, name))
      .map((name) => `${path} → ${name}`),
  );
  expect(missing).toEqual([]);
});

it('holds no path of a machine', () => {
  const paths = /(?<![\w.])\/(home|root|work|Users)\/\w+/;
  const found = written.filter((path) => !path.startsWith('tools/repo-checks/') && paths.test(read(path)));
  expect(found).toEqual([]);
});

/**
 * Whether the lock file has a package where `path` would look for it.
 *
 * @param {Record<string, unknown>} locked
 * @param {string} path
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(locked, path, name) {
  const own = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (own in locked) return true;
  return path !== '' && isLocked(locked, path.replace(/(^|\/)(node_modules|packages)\/(@[^/]+\/)?[^/]+$/, ''), name);
}
