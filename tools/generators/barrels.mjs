import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { componentSources } from '../workspace/components.mjs';
import { familyOf } from '../typedoc/names.mjs';
import { packages, ROOT } from '../workspace/packages.mjs';

/** @import { ComponentSource } from '../workspace/components.mjs' */
/** @import { WorkspacePackage } from '../workspace/packages.mjs' */

/**
 * What the generated files of a package should hold, by path below `src`: the list of its components, by which the compiler
 * knows their names and options, their families, and its version.
 * `register.ts` and `index.ts` are only begun here (where they do not exist yet) and then belong to the package.
 *
 * @param {WorkspacePackage} workspacePackage
 * @returns {Record<string, string>}
 */
export function generatedFiles({ path, name, layer, manifest }) {
  const components = componentSources(path);
  if (components.length === 0) return versionIn(path) ? { 'version.ts': versionFile(manifest.version) } : {};
  const header = '// Generated from the components beside it: npm run barrels.\n';
  const files = [...new Set(components.map(({ file }) => file))].sort();
  const lines = files.map((file) => {
    const specifier = `./${file.replace(/\.ts$/, '.js')}`;
    // Core's index names what is public, so its list holds nothing but components.
    if (layer !== 'core') return `export * from '${specifier}';`;
    const names = components.filter((component) => component.file === file).map(({ exportName }) => exportName);
    return `export { ${names.sort().join(', ')} } from '${specifier}';`;
  });
  /** @type {Record<string, string>} */
  const result = {
    'components.ts': `${header}${lines.join('\n')}\n\n${augmentation(components, layer)}`,
    'version.ts': versionFile(manifest.version),
    // Core's rooms are no families.
    ...(layer !== 'core' && { 'families.ts': `${header}${familiesOf(components)}` }),
  };
  for (const [file, text] of Object.entries(begun(name))) {
    const existing = join(path, 'src', file);
    if (!existsSync(existing) || readFileSync(existing, 'utf8').trim() === 'export {};') result[file] = text;
  }
  return result;
}

/**
 * The declaration that makes names, options and instances of components known to the compiler.
 *
 * @param {ComponentSource[]} components
 * @param {string | undefined} layer
 */
function augmentation(components, layer) {
  const isCore = layer === 'core';
  const sorted = [...components].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
  const imports = sorted.map(({ file, exportName, options }) => {
    const names = [exportName, ...(options === undefined ? [] : [options])];
    return `import type { ${names.join(', ')} } from './${file.replace(/\.ts$/, '.js')}';`;
  });
  // What core's index passes on is not in scope of a declaration for it.
  if (!isCore && sorted.some(({ options }) => options === undefined))
    imports.unshift(`import type { NoOptions } from '@lml/core';\n`);
  const blocks = [...new Set(sorted.map(({ kind }) => kind))].flatMap((kind) => {
    const ofKind = sorted.filter((component) => component.kind === kind);
    const pascal = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
    const entry = (/** @type {ComponentSource} */ { name, exportName }, /** @type {string} */ type) =>
      `    /** See {@link ${exportName}}. */\n    ${keyOf(name)}: ${type};`;
    return [
      `  interface ${pascal}Components {\n${ofKind.map((one) => entry(one, `typeof ${one.exportName}`)).join('\n')}\n  }`,
      `  interface ${pascal}Options {\n${ofKind.map((one) => entry(one, one.options ?? 'NoOptions')).join('\n')}\n  }`,
    ];
  });
  const target = isCore ? './registry/kinds.js' : '@lml/core';
  return `${imports.join('\n')}\n\ndeclare module '${target}' {\n${blocks.join('\n')}\n}\n`;
}

/**
 * The families of components, which are their folders.
 *
 * @param {ComponentSource[]} components
 */
function familiesOf(components) {
  const sorted = [...components].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
  const blocks = [...new Set(sorted.map(({ kind }) => kind))].flatMap((kind) => {
    const entries = sorted.flatMap((component) => {
      const family = component.kind === kind ? familyOf(component.file, kind) : undefined;
      return family === undefined ? [] : [`    ${keyOf(component.name)}: '${family}',\n`];
    });
    return entries.length === 0 ? [] : [`  ${keyOf(kind)}: {\n${entries.join('')}  },\n`];
  });
  const value = blocks.length === 0 ? '{}' : `{\n${blocks.join('')}}`;
  return `import type { Families } from '@lml/core';\n\n/** The families of the components. */\nexport const families: Families = ${value};\n`;
}

/** @param {string} name */
function keyOf(name) {
  return /^\w+$/.test(name) ? name : `'${name}'`;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

/** @param {string} path */
function versionIn(path) {
  return existsSync(join(path, 'src/version.ts'));
}

/** @param {string} version */
function versionFile(version) {
  return `// Generated from package.json: npm run barrels.\n/** The version of this package. */\nexport const version = '${version}';\n`;
}

/** @param {string} name */
function begun(name) {
  return {
    'register.ts': `import { isComponent, registerPlugin, type Plugin } from '@lml/core';

import * as components from './components.js';
import { families } from './families.js';
import { version } from './version.js';

/** The components of this package, as a plugin. */
export const plugin: Plugin = {
  name: '${name}',
  version,
  apiVersion: 1,
  components: Object.values(components).filter(isComponent),
  families,
};

registerPlugin(plugin);
`,
    'index.ts': `import './register.js';

export * from './components.js';
export { plugin } from './register.js';
`,
  };
}

/**
 * Writes the generated files of all packages, or with `check` only says which are not up to date.
 *
 * @param {{ root?: string, check?: boolean }} [options]
 * @returns {string[]} the files that were, or are, not up to date
 */
export function writeBarrels({ root = ROOT, check = false } = {}) {
  const stale = [];
  for (const workspacePackage of packages(root)) {
    for (const [file, text] of Object.entries(generatedFiles(workspacePackage))) {
      const path = join(workspacePackage.path, 'src', file);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      stale.push(relative(root, path));
      if (!check) writeFileSync(path, text);
    }
  }
  return stale;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const stale = writeBarrels(values);
  for (const file of stale) console.log(values.check ? `not up to date: ${file} (npm run barrels)` : `wrote ${file}`);
  if (values.check && stale.length > 0) process.exitCode = 1;
}
