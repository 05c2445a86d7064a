import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { filesBelow, isSource } from './packages.mjs';

/**
 * @typedef {object} ComponentSource
 * @property {string} file the path below src/, with slashes: `classification/focal.ts`
 * @property {string} kind `loss`
 * @property {string} name `focal`
 * @property {string} exportName the exported constant
 */

/**
 * The components of a package, found in its sources. A component stands where its name is made known to the compiler:
 * `declare module … { interface LossComponents { focal: typeof focal } }`.
 *
 * @param {string} packagePath
 * @returns {ComponentSource[]}
 */
export function componentSources(packagePath) {
  const src = join(packagePath, 'src');
  return filesBelow(src)
    .filter(isSource)
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('declare module')) return [];
      const file = relative(src, path).split(sep).join('/');
      return declaredComponents(text, path).map((component) => ({ file, ...component }));
    });
}

/**
 * The name under which a component is exported: the camelCase of its name, and its kind behind it where that is taken by
 * a global (`consoleLogger`).
 *
 * @param {{ kind: string, name: string }} component
 */
export function exportNameOf({ kind, name }) {
  const camel = name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return camel in globalThis ? `${camel}${kind[0]?.toUpperCase()}${kind.slice(1)}` : camel;
}

/**
 * @param {string} text
 * @param {string} path
 * @returns {Omit<ComponentSource, 'file'>[]}
 */
function declaredComponents(text, path) {
  const found = [];
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements) {
    if (!ts.isModuleDeclaration(statement) || statement.body === undefined || !ts.isModuleBlock(statement.body))
      continue;
    for (const declaration of statement.body.statements) {
      if (!ts.isInterfaceDeclaration(declaration) || !declaration.name.text.endsWith('Components')) continue;
      for (const member of declaration.members) {
        if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isTypeQueryNode(member.type)) continue;
        if (!ts.isIdentifier(member.type.exprName)) continue;
        if (!ts.isIdentifier(member.name) && !ts.isStringLiteral(member.name)) continue;
        const pascal = declaration.name.text.slice(0, -'Components'.length);
        found.push({
          kind: pascal[0]?.toLowerCase() + pascal.slice(1),
          name: member.name.text,
          exportName: member.type.exprName.text,
        });
      }
    }
  }
  return found;
}
