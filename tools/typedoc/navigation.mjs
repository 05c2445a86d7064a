import { COMPONENTS } from './kind-pages.mjs';

/** @import { NavigationElement } from 'typedoc' */

/**
 * TypeDoc lists by package what a reader looks for by kind: the components of all packages move below the pages of their
 * kinds, by family, and their options, which those pages show, are left out.
 *
 * @param {readonly NavigationElement[]} groups
 * @returns {NavigationElement[]}
 */
export function arrangeNavigation(groups) {
  const kinds = groups.find(({ text }) => text === COMPONENTS)?.children ?? [];
  const packages = groups.find(({ text }) => text === 'Modules')?.children ?? [];
  const isKind = (/** @type {NavigationElement} */ { text }) => kinds.some((kind) => kind.text === text);
  return groups.map((group) => {
    if (group.text === COMPONENTS) {
      const below = (/** @type {NavigationElement} */ kind) =>
        merge(packages.flatMap(({ children = [] }) => children.filter(({ text }) => text === kind.text)));
      return { ...group, children: kinds.map((kind) => ({ ...kind, children: below(kind) })) };
    }
    if (group.text !== 'Modules') return group;
    const without = packages.map(({ children = [], ...one }) => {
      const kept = children.filter((child) => !isKind(child) && child.text !== 'Options');
      return kept.length === 0 ? one : { ...one, children: kept };
    });
    return { text: 'Packages', children: without };
  });
}

/**
 * The families that several packages have of one kind, as one list.
 *
 * @param {readonly NavigationElement[]} groups
 */
function merge(groups) {
  /** @type {NavigationElement[]} */
  const merged = [];
  for (const { children = [] } of groups) {
    for (const child of children) {
      const same = merged.find((one) => one.path === undefined && child.path === undefined && one.text === child.text);
      if (same === undefined) merged.push({ ...child });
      else same.children = [...(same.children ?? []), ...(child.children ?? [])];
    }
  }
  return merged;
}
