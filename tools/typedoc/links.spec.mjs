import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brokenLinks } from './links.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-links-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** @param {Record<string, string>} pages */
function write(pages) {
  for (const [name, html] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), html);
  }
}

it('finds links to files and to places that do not exist', () => {
  write({
    'index.html': '<a href="losses/mse.html#options"></a><a href="losses/huber.html"></a><img src="logo.svg">',
    'losses/mse.html': '<h4 id="options"></h4><a href="../index.html#read-on"></a><a href="#see"></a>',
  });
  expect(brokenLinks(folder)).toEqual([
    'index.html: losses/huber.html',
    'index.html: logo.svg',
    'losses/mse.html: ../index.html#read-on',
    'losses/mse.html: #see',
  ]);
});

it('takes links to other sites, to folders with a first page and to files beside the pages', () => {
  write({
    'index.html':
      '<a href="https://example.org/a"></a><a href="#"></a><a href="guides/"></a><a href="a%20b.ts#L3"></a>',
    'guides/index.html': '<a href="../"></a>',
    'a b.ts': '',
    'media/example.html': '<a href="elsewhere.css"></a>',
  });
  expect(brokenLinks(folder)).toEqual([]);
});
