import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packages, ROOT } from '../../workspace/packages.mjs';

/**
 * A copy of the workspace in a temporary folder, to write into. Its packages see each other, not the original ones;
 * everything else is taken from the workspace's `node_modules`.
 *
 * @returns {string} its root
 */
export function copyWorkspace() {
  const root = mkdtempSync(join(tmpdir(), 'lml-workspace-'));
  for (const file of readdirSync(ROOT)) {
    if (
      /^(tsconfig.*|package|\.prettierrc|typedoc)\.json$|^(jest|eslint)\.config\.mjs$|^\.prettierignore$/.test(file)
    ) {
      cpSync(join(ROOT, file), join(root, file));
    }
  }
  const skip = new Set(['node_modules', '.cache']);
  for (const folder of ['packages', 'tools']) {
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true, filter: (path) => !skip.has(basename(path)) });
  }
  mkdirSync(join(root, 'node_modules/@lml'), { recursive: true });
  const own = new Set(packages().map(({ name }) => name));
  for (const entry of readdirSync(join(ROOT, 'node_modules'))) {
    if (entry === '@lml' || own.has(entry)) continue;
    symlinkSync(join(ROOT, 'node_modules', entry), join(root, 'node_modules', entry), 'junction');
  }
  for (const { name, folder } of packages()) {
    symlinkSync(join(root, 'packages', folder), join(root, 'node_modules', name), 'junction');
    const nested = join('packages', folder, 'node_modules');
    if (existsSync(join(ROOT, nested))) symlinkSync(join(ROOT, nested), join(root, nested), 'junction');
  }
  return root;
}
