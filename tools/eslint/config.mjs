import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import checkFile from 'eslint-plugin-check-file';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { boundaries } from './boundaries.mjs';
import { optionComments } from './option-comments.mjs';
import { nodeImports, restrictedSyntax } from './restrictions.mjs';

const SPECS = ['**/*.spec.ts', '**/*.spec.mjs', '**/*.test-d.ts', '**/*.fixture.ts'];
const SOURCES = ['packages/*/src/**/*.ts'];
/** Where the clock of the machine may be read: files and signals, the trainer's own clock, and the date of a report. */
const CLOCK = [
  'packages/core/src/node/**',
  'packages/core/src/training/**',
  'packages/core/src/project/report/report-html.ts',
];
/** Where Node's modules may be imported: everything else has to run in a browser. */
const NODE = [
  'packages/core/src/node/**',
  'packages/cli/src/**',
  'packages/compiler/src/targets/onnx/runtime/node.ts',
  'packages/create-lml-plugin/src/**',
  'packages/redis/src/**',
];

/** The flat configuration of the whole workspace. */
export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/*.data.ts',
      '**/goldens/**',
      '**/.cache/**',
      '.nx/**',
      'docs/api/**',
      '**/templates/**',
      '**/runs/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: globals.nodeBuiltin },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['docs/examples/browser/page.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { '@nx': nx, lml: { rules: { 'option-comments': optionComments } } },
    rules: {
      'lml/option-comments': 'error',
      '@nx/enforce-module-boundaries': ['error', boundaries({ specs: false })],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A kind is an interface without members until a package adds to it.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
    },
  },
  {
    plugins: { 'check-file': checkFile },
    rules: {
      'check-file/filename-naming-convention': ['error', { '**/*': 'KEBAB_CASE' }, { ignoreMiddleExtensions: true }],
      'check-file/folder-naming-convention': ['error', { '{packages,tools,docs}/**/': 'KEBAB_CASE' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 500 }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a seeded generator instead.' },
      ],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: SOURCES,
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', nodeImports],
      'no-restricted-syntax': ['error', ...restrictedSyntax({ clock: false, node: false })],
    },
  },
  {
    files: CLOCK,
    rules: { 'no-restricted-syntax': ['error', ...restrictedSyntax({ clock: true, node: false })] },
  },
  {
    // The one place that may print: core's platform.
    files: ['packages/core/src/node/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: NODE,
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': ['error', ...restrictedSyntax({ clock: true, node: true })],
    },
  },
  {
    // Generated, a line or two for each component.
    files: ['packages/*/src/components.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: SPECS,
    rules: {
      'max-lines': ['error', { max: 800 }],
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    // Generated; it grows with the components.
    files: ['packages/*/src/components.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.test-d.ts', '**/*.fixture.ts'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries({ specs: true })],
      // A type test says what must not compile, and is never run.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['tools/**/*.mjs'],
    languageOptions: { globals: globals.jest },
  },
);
