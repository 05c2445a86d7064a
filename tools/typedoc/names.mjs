import { posix } from 'node:path';

/**
 * The family of a component by its file below `src`; none where the folder only names the kind (`loggers/console.ts`).
 *
 * @param {string} file
 * @param {string} kind
 */
export function familyOf(file, kind) {
  const folder = posix.basename(posix.dirname(file));
  return folder === plural(kind) || file.split('/').length > 2 ? undefined : folder;
}

/**
 * The plural of a kind: `losses`.
 *
 * @param {string} kind
 */
export function plural(kind) {
  return /s$/.test(kind) ? `${kind}es` : `${kind}s`;
}

/**
 * A name of a folder or a kind as a title: `Metric learning`.
 *
 * @param {string} name
 */
export function titleOf(name) {
  return `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
}
