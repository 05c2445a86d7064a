import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from '../../workspace/packages.mjs';
import { node, run } from '../../workspace/run.mjs';
import { packAll, project } from './tarballs.mjs';

export const NAME = 'lml-plugin-showcase';
export const SOURCE = join(ROOT, 'docs/examples', NAME);
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const PROGRAMS = join(ROOT, 'tools/e2e/programs');

/**
 * @typedef {object} ShowcaseProject
 * @property {string} cwd the folder of a user, with the plugin installed under its name, and its projects
 * @property {string} plugin the folder of the plugin's author, where it is built and tested
 */

/**
 * A user's project with the packages of LML and the plugin installed from their tarballs; the plugin is built against the packages that
 * are packed.
 *
 * @returns {Promise<ShowcaseProject>}
 */
export async function packedShowcase() {
  const tarballs = mkdtempSync(join(tmpdir(), 'lml-tarballs-'));
  try {
    const cwd = await project([...(await packAll(tarballs)).values()]);
    const plugin = join(cwd, 'author', NAME);
    const skipped = new Set(['dist', 'node_modules', 'results']);
    cpSync(SOURCE, plugin, { recursive: true, filter: (path) => !skipped.has(basename(path)) });
    await node([TSC, '--project', plugin], { cwd: plugin });
    const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', tarballs];
    const [{ filename }] = JSON.parse(await run('npm', args, { cwd: plugin }));
    const target = join(cwd, 'node_modules', NAME);
    mkdirSync(target);
    await run('tar', ['-xzf', join(tarballs, filename), '-C', target, '--strip-components=1']);
    copyProjects(cwd);
    return { cwd, plugin };
  } finally {
    rmSync(tarballs, { recursive: true, force: true });
  }
}

/**
 * The same with what the workspace has built, and the plugin as it stands, without packing: quick, to work on it.
 *
 * @returns {Promise<ShowcaseProject>}
 */
export async function linkedShowcase() {
  await node([TSC, '--project', SOURCE], { cwd: SOURCE });
  const cwd = join(ROOT, '.cache/showcase');
  mkdirSync(join(cwd, 'node_modules'), { recursive: true });
  const link = join(cwd, 'node_modules', NAME);
  if (!existsSync(link)) symlinkSync(SOURCE, link, 'junction');
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  copyProjects(cwd);
  return { cwd, plugin: SOURCE };
}

/** @param {string} cwd */
function copyProjects(cwd) {
  rmSync(join(cwd, 'projects'), { recursive: true, force: true });
  cpSync(join(SOURCE, 'projects'), join(cwd, 'projects'), { recursive: true });
  for (const file of readdirSync(PROGRAMS).filter((name) => name.startsWith('showcase-')))
    cpSync(join(PROGRAMS, file), join(cwd, file));
}
