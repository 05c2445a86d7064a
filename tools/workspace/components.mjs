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
 * @property {string | undefined} options the interface of its options, `FocalOptions`, where it has any
 */

/**
 * The components of a package, found in its sources: `export const focal = defineComponent({ kind: 'loss', name: 'focal', … })`.
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
      if (!text.includes('defineComponent')) return [];
      const file = relative(src, path).split(sep).join('/');
      return definedComponents(text, path).map((component) => ({ file, ...component }));
    });
}

/**
 * The name under which a component is exported: the camelCase of its name (`tfjsHuberLoss` of `tfjs/huber-loss`), and its kind behind it where that is taken by
 * a global (`consoleLogger`).
 *
 * @param {{ kind: string, name: string }} component
 */
export function exportNameOf({ kind, name }) {
  const camel = name.replace(/[-/]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return camel in globalThis ? `${camel}${kind[0]?.toUpperCase()}${kind.slice(1)}` : camel;
}

/**
 * @param {string} text
 * @param {string} path
 * @returns {Omit<ComponentSource, 'file'>[]}
 */
function definedComponents(text, path) {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const exported = new Set(
    statements.flatMap((one) =>
      ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) ? one.name.text : [],
    ),
  );
  return statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, initializer: written }) => {
      // Where it may be called in further ways its type is written behind it.
      const initializer = written !== undefined && ts.isAsExpression(written) ? written.expression : written;
      if (!ts.isIdentifier(name) || initializer === undefined || !ts.isCallExpression(initializer)) return [];
      const [declaration] = initializer.arguments;
      if (initializer.expression.getText() !== 'defineComponent' || declaration === undefined) return [];
      const given = (/** @type {string} */ key) => literalOf(declaration, key);
      const [kind, componentName] = [given('kind'), given('name')];
      if (kind === undefined || componentName === undefined) return [];
      const options = `${name.text[0]?.toUpperCase()}${name.text.slice(1)}Options`;
      return { kind, name: componentName, exportName: name.text, options: exported.has(options) ? options : undefined };
    }),
  );
}

/**
 * @param {ts.Expression} object
 * @param {string} key
 */
function literalOf(object, key) {
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== key) continue;
    return ts.isStringLiteral(property.initializer) ? property.initializer.text : undefined;
  }
  return undefined;
}
