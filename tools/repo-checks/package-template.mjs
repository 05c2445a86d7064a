/** @import { WorkspacePackage } from '../workspace/packages.mjs' */

/** What the package.json of every package under `@lml/` holds, besides what is its own. */
export const MANIFEST = {
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20.19' },
  files: ['dist', 'src', '!**/*.spec.ts', '!**/*.test-d.ts', '!**/*.fixture.ts', '!**/goldens', '!**/*.tsbuildinfo'],
  publishConfig: { access: 'public' },
};

/** The entry points of every package, in the order in which they are tried. */
export const EXPORTS = {
  '.': { '@lml/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
  './package.json': './package.json',
};

/**
 * The files of a package that do something when they are imported: its entry points, and what registers its components.
 *
 * @param {Record<string, any>} exports
 */
export function sideEffects(exports) {
  const entries = Object.values(exports).flatMap((/** @type {any} */ entry) => entry['@lml/source'] ?? []);
  const sources = [...entries, './src/register.ts'];
  return [...sources, ...sources.map((file) => file.replace('./src/', './dist/').replace(/\.ts$/, '.js'))];
}

/** What a package that imports one of these has as a peer: one core and one TensorFlow.js in a program; zod's types are part of published declarations. */
export const PEERS = { '@lml/core': '>=0.1.0 <1', '@tensorflow/tfjs': '^4.22.0', zod: '^4.2.0' };

/** What a package may depend on; see tools/eslint/boundaries.mjs. */
export const LAYERS = ['core', 'plugin', 'testing', 'cli'];

/**
 * The configuration files of a package, which are two to five lines each.
 *
 * @param {WorkspacePackage} workspacePackage
 * @returns {Record<string, string>}
 */
export function configFiles({ folder }) {
  return {
    'jest.config.mjs': `import base from '../../tools/jest/base.mjs';

export default { ...base, displayName: '${folder}' };
`,
  };
}

/** The packages that share the template: `lml` and `create-lml-plugin` have no sources to register. */
export function followsTemplate(/** @type {WorkspacePackage} */ { name }) {
  return name.startsWith('@lml/');
}
