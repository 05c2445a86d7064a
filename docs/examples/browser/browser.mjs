// Builds the page into the folder `browser-page`, or the one that is named: node browser.mjs [folder] [--serve]
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { serve: { type: 'boolean' } } });
const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(positionals[0] ?? 'browser-page');

await mkdir(folder, { recursive: true });
await build({
  entryPoints: [join(here, 'page.js')],
  outfile: join(folder, 'page.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
});
const runtime = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web/wasm')));
const files = [
  join(here, 'index.html'),
  join(here, 'page.css'),
  join(dirname(fileURLToPath(import.meta.resolve('uplot'))), 'uPlot.min.css'),
  join(runtime, 'ort-wasm-simd-threaded.wasm'),
  join(runtime, 'ort-wasm-simd-threaded.mjs'),
  // What ONNX Runtime needs for WebGPU.
  join(runtime, 'ort-wasm-simd-threaded.asyncify.wasm'),
  join(runtime, 'ort-wasm-simd-threaded.asyncify.mjs'),
];
for (const file of files) await copyFile(file, join(folder, file.split(sep).at(-1)));
console.log(`page ${join(folder, 'index.html')}${values.serve ? '' : ' (browsers need a server for it: add --serve)'}`);

const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

if (values.serve) {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    // Cross-origin isolated, so that WebAssembly may use threads.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    try {
      if (!path.startsWith(folder + sep)) throw new Error('outside');
      const body = await readFile(path);
      response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () =>
    console.log(`serving http://localhost:${server.address().port}`),
  );
}
