import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { run } from '../../workspace/run.mjs';

/**
 * Serves packed packages as a registry of npm would, and sends npm to its own registry for all others.
 *
 * @param {readonly string[]} tarballs
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serveRegistry(tarballs) {
  const upstream = (await run('npm', ['config', 'get', 'registry'])).trim().replace(/\/$/, '');
  /** @type {Map<string, { manifest: any, path: string }>} */
  const packages = new Map();
  for (const path of tarballs) {
    const manifest = JSON.parse(await run('tar', ['-xzOf', path, 'package/package.json']));
    packages.set(manifest.name, { manifest, path });
  }
  const files = new Map([...packages.values()].map(({ path }) => [`/-/${basename(path)}`, path]));

  /** @param {{ manifest: any, path: string }} one */
  const describe = ({ manifest, path }) => {
    const integrity = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
    const dist = { tarball: `${address}/-/${basename(path)}`, integrity };
    const { name, version } = manifest;
    return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
  };
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const file = files.get(url);
    const own = packages.get(decodeURIComponent(url.slice(1)));
    if (file !== undefined) return response.end(readFileSync(file));
    if (own === undefined) return response.writeHead(302, { location: upstream + url }).end();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(describe(own)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const address = `http://127.0.0.1:${port}`;
  return { address, close: () => new Promise((resolve) => server.close(() => resolve(undefined))) };
}
