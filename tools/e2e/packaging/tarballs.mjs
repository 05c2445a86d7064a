import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packages, ROOT } from '../../workspace/packages.mjs';
import { run } from '../../workspace/run.mjs';

/** @import { WorkspacePackage } from '../../workspace/packages.mjs' */

/**
 * @typedef {object} Tarball
 * @property {WorkspacePackage} source the package
 * @property {string} path the tarball
 * @property {string[]} files what is in it
 */

/**
 * Packs every public package, as `npm publish` would.
 *
 * @param {string} folder where the tarballs go
 * @returns {Promise<Map<string, Tarball>>} by the package's name
 */
export async function packAll(folder) {
  const sources = packages().filter(({ manifest }) => manifest.private !== true);
  const workspaces = sources.flatMap(({ name }) => ['--workspace', name]);
  const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder, ...workspaces];
  const printed = JSON.parse(await run('npm', args, { cwd: ROOT }));
  const packed = Array.isArray(printed) ? printed : Object.values(printed);
  return new Map(
    sources.map((source) => {
      const { filename, files } = packed.find(({ name }) => name === source.name);
      const paths = files.map((/** @type {{ path: string }} */ file) => file.path);
      return [source.name, { source, path: join(folder, filename), files: paths }];
    }),
  );
}

/**
 * A program's folder outside the workspace, in which tarballs are installed: each package in `node_modules`, beside it
 * what it declares as a dependency or a peer, taken from the workspace, and nothing else.
 *
 * @param {readonly Tarball[]} tarballs
 * @returns {Promise<string>} the folder
 */
export async function project(tarballs) {
  const folder = mkdtempSync(join(tmpdir(), 'lml-project-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  for (const tarball of tarballs) await install(tarball, folder);
  return folder;
}

/**
 * Unpacks a tarball into a folder's `node_modules`, with what it declares.
 *
 * @param {Tarball} tarball
 * @param {string} folder
 */
export async function install({ path, source }, folder) {
  const target = join(folder, 'node_modules', source.name);
  mkdirSync(target, { recursive: true });
  await run('tar', ['-xzf', path, '-C', target, '--strip-components=1']);
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (packages().some((one) => one.name === name)) continue;
    const link = join(folder, 'node_modules', name);
    if (existsSync(link)) continue;
    const found = installed(name, source.path);
    // An optional peer may be missing here as it may in a program.
    if (found === undefined && manifest.peerDependenciesMeta?.[name]?.optional === true) continue;
    if (found === undefined) throw new Error(`${source.name} declares ${name}, which is not installed`);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(found, link, 'junction');
  }
}

/**
 * Where a package of the workspace finds another one.
 *
 * @param {string} name
 * @param {string} from
 */
function installed(name, from) {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  return paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
}
