import { readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/**
 * The text of a component for core itself: what the template imports from `@lml/core` is imported from the files that
 * define it. Examples in comments stay as users write them.
 *
 * @param {string} text
 * @param {{ src: string, folder: string }} place core's `src`, and the folder of the component
 */
export function relativeImports(text, { src, folder }) {
  const origins = exportOrigins(src);
  const up = relative(folder, src).split(sep).join('/');
  /** @param {string} specifier */
  const from = (specifier) => {
    const path = posix.normalize(posix.join(up, specifier));
    return path.startsWith('.') ? path : `./${path}`;
  };
  return text.replace(/^import (type )?\{([^}]*)\} from '@lml\/core';$/m, (_, allTypes, names) => {
    /** @type {Map<string, string[]>} */
    const byFile = new Map();
    for (const entry of names.split(',').map((/** @type {string} */ part) => part.trim())) {
      if (entry === '') continue;
      const file = origins.get(entry.replace(/^type /, ''));
      if (file === undefined) throw new Error(`core does not export ${entry}`);
      byFile.set(file, [...(byFile.get(file) ?? []), allTypes ? `type ${entry}` : entry]);
    }
    return [...byFile]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, entries]) =>
        entries.every((entry) => entry.startsWith('type '))
          ? `import type { ${entries.map((entry) => entry.slice(5)).join(', ')} } from '${from(file)}';`
          : `import { ${entries.join(', ')} } from '${from(file)}';`,
      )
      .join('\n');
  });
}

/**
 * Where each name that core's index exports comes from, also through the index of a room.
 *
 * @param {string} src
 * @param {string} [index] the path of the index below `src`
 * @returns {Map<string, string>}
 */
function exportOrigins(src, index = './index.ts') {
  const path = join(src, index);
  /** @type {Map<string, string>} */
  const origins = new Map();
  for (const statement of ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest).statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const file = `./${posix.join(posix.dirname(index), statement.moduleSpecifier.text)}`;
    if (statement.exportClause === undefined) {
      for (const [name, origin] of exportOrigins(src, file.replace(/\.js$/, '.ts'))) origins.set(name, origin);
    } else if (ts.isNamedExports(statement.exportClause)) {
      for (const element of statement.exportClause.elements) origins.set(element.name.text, file);
    }
  }
  return origins;
}
