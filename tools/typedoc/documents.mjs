import { posix } from 'node:path';
import { normalizePath, ReflectionKind } from 'typedoc';

/** @import { DocumentReflection, ProjectReflection } from 'typedoc' */

/** Where documents are listed, by the folder that they stand in; all others are reference. */
const GROUPS = new Map([
  ['docs/guides', 'Guides'],
  ['docs/decisions', 'Decisions'],
]);
const REFERENCE = 'Reference';

/**
 * Gives each document the title of its first heading and a place by its folder. A link to a folder leads to its README.
 *
 * @param {ProjectReflection} project
 * @param {string} root where the workspace stands
 */
export function arrangeDocuments(project, root) {
  for (const document of /** @type {DocumentReflection[]} */ (project.getReflectionsByKind(ReflectionKind.Document))) {
    const path = project.files.getReflectionPath(document);
    if (path === undefined) continue;
    document.name = headingOf(document) ?? document.name;
    const folder = posix.dirname(posix.relative(normalizePath(root), path));
    const group = GROUPS.get(folder) ?? REFERENCE;
    document.frontmatter['group'] = group;
    const isFolder = posix.basename(path) === 'README.md';
    if (isFolder) project.files.registerReflectionPath(normalizePath(posix.dirname(path)), document);
    setAddress(document, `${group.toLowerCase()}/${posix.basename(isFolder ? folder : path, '.md').toLowerCase()}`);
  }
}

/**
 * Takes the title from the README of each package, since its page has the package's name above.
 *
 * @param {ProjectReflection} project
 */
export function trimReadmes(project) {
  for (const { readme } of project.children ?? []) {
    const first = readme?.[0];
    if (first?.kind === 'text') first.text = first.text.replace(/^# .+\n/, '');
  }
}

/**
 * Where the page of a document stands, if that was said.
 *
 * @param {DocumentReflection} document
 * @returns {string | undefined}
 */
export function addressOf({ frontmatter }) {
  return /** @type {string | undefined} */ (frontmatter['address']);
}

/**
 * @param {DocumentReflection} document
 * @param {string} address
 */
export function setAddress({ frontmatter }, address) {
  frontmatter['address'] = address;
}

/** @param {DocumentReflection} document */
function headingOf(document) {
  const [first] = document.content;
  return first?.kind === 'text' ? /^# (.+)$/m.exec(first.text)?.[1] : undefined;
}
