import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBelow, isSource, packages, ROOT } from '../workspace/packages.mjs';

/**
 * @typedef {object} Example
 * @property {string} file where it stands, below the root, with slashes
 * @property {number} line the line of its first line of code, from 1
 * @property {string} code
 * @property {boolean} run whether it is run, or only type checked
 */

/**
 * All ` ```ts ` fences of the workspace: in the doc comments of the packages' sources, in the READMEs, in the guides and the
 * reference.
 *
 * @param {string} [root]
 * @returns {Example[]}
 */
export function findExamples(root = ROOT) {
  const all = packages(root);
  const sources = all.flatMap(({ path }) => filesBelow(join(path, 'src')).filter(isSource));
  const pages = [
    join(root, 'README.md'),
    ...all.map(({ path }) => join(path, 'README.md')),
    ...['guides', 'reference'].flatMap((folder) =>
      filesBelow(join(root, 'docs', folder)).filter((path) => path.endsWith('.md')),
    ),
  ].filter((path) => existsSync(path));
  /** @param {string} path */
  const name = (path) => relative(root, path).split(sep).join('/');
  return [
    ...sources.flatMap((path) => examplesInSource(readFileSync(path, 'utf8'), name(path))),
    ...pages.flatMap((path) => examplesInMarkdown(readFileSync(path, 'utf8'), name(path))),
  ];
}

/**
 * The fences in the doc comments of a source.
 *
 * @param {string} text
 * @param {string} file
 * @returns {Example[]}
 */
export function examplesInSource(text, file) {
  const comments = text.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm);
  return [...comments].flatMap((comment) => {
    const line = text.slice(0, comment.index).split('\n').length;
    const content = comment[0].replace(/^[ \t]*(\/\*\*|\*(?!\/)) ?/gm, '').replace(/\*\/$/, '');
    return fences(content, file, line);
  });
}

/**
 * The fences of a page.
 *
 * @param {string} text
 * @param {string} file
 * @returns {Example[]}
 */
export function examplesInMarkdown(text, file) {
  return fences(text, file, 1);
}

/**
 * @param {string} text
 * @param {string} file
 * @param {number} firstLine
 * @returns {Example[]}
 */
function fences(text, file, firstLine) {
  /** @type {Example[]} */
  const found = [];
  /** @type {{ line: number, run: boolean, indent: number, code: string[] } | undefined} */
  let open;
  let other = false;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (fence === null) {
      open?.code.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else if (open !== undefined) {
      found.push({ file, line: open.line, run: open.run, code: `${open.code.join('\n')}\n` });
      open = undefined;
    } else if (other) {
      other = false;
    } else {
      const words = (fence[2] ?? '').trim().split(/\s+/);
      if (words[0] === 'ts') {
        open = {
          line: firstLine + index + 1,
          run: !words.includes('no-run'),
          indent: (fence[1] ?? '').length,
          code: [],
        };
      } else {
        other = true;
      }
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: the fence is not closed`);
  return found;
}
