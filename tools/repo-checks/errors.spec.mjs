import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, isSource, packages, ROOT } from '../workspace/packages.mjs';

const CODE = /(?<=[`'"])LML_[A-Z]+(?:_[A-Z]+)*(?=[`'"])/g;
/** Environment variables, which look alike. */
const VARIABLES = ['LML_CACHE', 'LML_DEBUG'];
const page = readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8');
const [, errorsPart = '', warningsPart = ''] = page.split(/^## (?:Errors|Warnings)$/m);
const documentedErrors = headings(errorsPart);
const documentedWarnings = headings(warningsPart);
const documented = [...documentedErrors, ...documentedWarnings];

const sources = packages()
  .flatMap(({ path }) => filesBelow(join(path, 'src')))
  .filter(isSource)
  .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
const classes = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/static readonly code = '(LML_[A-Z_]+)'/g)].map(([, code]) => ({ path, text, code })),
);

it('documents the code of every error, and no other, in alphabetical order', () => {
  const raised = sources.flatMap(({ text }) => codesAfter(text, 'new LmlError'));
  expect(documentedErrors).toEqual([...new Set([...classes.map(({ code }) => code), ...raised])].sort());
});

it('documents the code of every warning, and no other, in alphabetical order', () => {
  const given = sources.flatMap(({ text }) => codesAfter(text, 'warn'));
  expect(documentedWarnings).toEqual([...new Set(given)].sort());
});

it('gives each error a class of its own, in a file of its own', () => {
  const codes = classes.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)]);
  for (const { path, text, code } of classes) {
    const name = /export class (\w+) extends \w*Error/.exec(text)?.[1] ?? '';
    const kebab = name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
    expect(path.endsWith(`/${kebab}.ts`)).toBe(true);
    expect(code).toBe(
      `LML_${kebab
        .replace(/-error$/, '')
        .replaceAll('-', '_')
        .toUpperCase()}`,
    );
    expect(text).toContain(`this.name = '${name}';`);
  }
});

it('exports every error class of core', () => {
  const index = readFileSync(join(ROOT, 'packages/core/src/index.ts'), 'utf8');
  for (const { path } of classes.filter((one) => one.path.startsWith('packages/core/'))) {
    expect(index).toContain(`./errors/${path.split('/').at(-1)?.replace(/\.ts$/, '.js')}`);
  }
});

it('mentions no code that does not exist', () => {
  const pages = filesBelow(join(ROOT, 'docs'))
    .filter((path) => path.endsWith('.md'))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
  for (const { path, text } of [...sources, ...pages]) {
    // A guide may raise an error of its own.
    const known = [...documented, ...VARIABLES, ...codesAfter(text, 'new LmlError'), ...codesAfter(text, 'super')];
    const unknown = [...text.matchAll(CODE)].map(([code]) => code).filter((code) => !known.includes(code));
    expect([path, unknown]).toEqual([path, []]);
  }
});

/** @param {string} part */
function headings(part) {
  return [...part.matchAll(/^### (LML_[A-Z_]+)$/gm)].map(([, code]) => code);
}

/**
 * The codes that a function is called with as its first argument.
 *
 * @param {string} text
 * @param {string} name
 */
function codesAfter(text, name) {
  return [...text.matchAll(new RegExp(`\\b${name}\\(\\s*'(LML_[A-Z_]+)'`, 'g'))].map(([, code]) => code);
}
