import base from '../jest/base.mjs';

/** The plugin that arranges the API pages. */
export default {
  ...base,
  displayName: 'typedoc',
  rootDir: '.',
  testMatch: ['<rootDir>/*.spec.mjs'],
};
