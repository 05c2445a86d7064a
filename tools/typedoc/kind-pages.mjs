import { DocumentReflection } from 'typedoc';
import { plural, titleOf } from './names.mjs';
import { setAddress } from './documents.mjs';

/** @import { CommentDisplayPart, ProjectReflection, Reflection } from 'typedoc' */
/** @import { Components, DocumentedComponent } from './components.mjs' */

/** @typedef {DocumentedComponent & { page: Reflection }} ListedComponent */

/** The group of the pages that list components. */
export const COMPONENTS = 'Components';

/**
 * Adds a page for each kind, which lists its components by family, with links to their pages.
 *
 * @param {ProjectReflection} project
 * @param {Components} components
 */
export function addKindPages(project, components) {
  /** @type {ListedComponent[]} */
  const all = [...components].flatMap(([name, own]) => {
    const module = project.getChildByName([name]);
    return [...own.values()].flatMap((one) => {
      const page = module?.getChildByName([one.exportName]);
      return page === undefined ? [] : { ...one, page };
    });
  });
  for (const kind of new Set(all.map((one) => one.kind))) {
    const listed = all.filter((one) => one.kind === kind);
    const page = new DocumentReflection(titleOf(plural(kind)), project, contentOf(kind, listed), { group: COMPONENTS });
    setAddress(page, `${plural(kind)}/index`);
    project.addChild(page);
    project.registerReflection(page, undefined, undefined);
  }
}

/**
 * @param {string} kind
 * @param {readonly ListedComponent[]} components
 * @returns {CommentDisplayPart[]}
 */
function contentOf(kind, components) {
  const families = [...new Set(components.map(({ family }) => family))].sort((a = '', b = '') => (a < b ? -1 : 1));
  return [
    text(`# ${titleOf(plural(kind))}\n`),
    ...families.flatMap((family) => [
      text(family === undefined ? '\n' : `\n## ${titleOf(family)}\n\n`),
      ...components.filter((one) => one.family === family).flatMap(entryOf),
    ]),
  ];
}

/**
 * @param {ListedComponent} component
 * @returns {CommentDisplayPart[]}
 */
function entryOf({ name, exportName, summary, page }) {
  const link = /** @type {CommentDisplayPart} */ ({ kind: 'inline-tag', tag: '@link', text: exportName, target: page });
  return [text('- '), link, text(`, in files \`${name}\`: ${summary}\n`)];
}

/**
 * @param {string} value
 * @returns {CommentDisplayPart}
 */
function text(value) {
  return { kind: 'text', text: value };
}
