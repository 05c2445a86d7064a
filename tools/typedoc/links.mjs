import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { filesBelow } from '../workspace/packages.mjs';

/**
 * The links of built pages that lead nowhere: to a file that does not exist, or to a place that a page does not have. What
 * stands under `media` was copied as it is.
 *
 * @param {string} folder
 * @returns {string[]} `losses/mse.html: ../interfaces/Loss.html#call`
 */
export function brokenLinks(folder) {
  const pages = new Map(
    filesBelow(folder)
      .filter(isPage)
      .map((path) => [path, read(path)]),
  );
  /** @param {string} path */
  function isPage(path) {
    return path.endsWith('.html') && relative(folder, path).split(sep)[0] !== 'media';
  }
  return [...pages].flatMap(([path, { links }]) =>
    [...links]
      .filter((link) => {
        const [file = '', anchor = ''] = decodeURI(link).split('#');
        const target =
          file === '' ? path : resolve(dirname(path), file.endsWith('/') ? join(file, 'index.html') : file);
        if (!existsSync(target)) return true;
        const page = pages.get(target);
        return page !== undefined && anchor !== '' && !page.anchors.has(anchor);
      })
      .map((link) => `${relative(folder, path)}: ${link}`),
  );
}

/** @param {string} path */
function read(path) {
  const html = readFileSync(path, 'utf8');
  const links = valuesOf(html, /\b(?:href|src)="([^"]*)"/g).filter((link) => !/^[a-z]+:/i.test(link));
  return { links: new Set(links), anchors: new Set(valuesOf(html, /\bid="([^"]*)"/g)) };
}

/**
 * @param {string} html
 * @param {RegExp} pattern
 */
function valuesOf(html, pattern) {
  return [...html.matchAll(pattern)].map(([, value = '']) => value.replaceAll('&amp;', '&'));
}
