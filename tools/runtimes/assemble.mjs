// Fills a package of ONNX Runtime for one platform from onnxruntime-node: `npm pack` and `npm publish` run it in the package's folder.
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const UPSTREAM = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));

/**
 * Copies what a platform needs of onnxruntime-node into a package, in place of what was there.
 *
 * @param {string} folder the package, with its `package.json`
 */
export function assemble(folder) {
  const { name, version, os, cpu } = manifestOf(folder);
  const upstream = manifestOf(UPSTREAM);
  if (upstream.version !== version) {
    throw new Error(
      `${name} is of version ${version}, and onnxruntime-node of ${upstream.version}: they must be the same.`,
    );
  }
  const binaries = join('bin', 'napi-v6', os[0], cpu[0]);
  if (!existsSync(join(UPSTREAM, binaries))) throw new Error(`onnxruntime-node has no ${binaries}.`);
  for (const part of ['bin', 'dist']) rmSync(join(folder, part), { recursive: true, force: true });
  cpSync(join(UPSTREAM, binaries), join(folder, binaries), { recursive: true });
  cpSync(join(UPSTREAM, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  copyFileSync(join(HERE, 'LICENSE'), join(folder, 'LICENSE'));
}

/** @param {string} folder */
function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) assemble(process.cwd());
