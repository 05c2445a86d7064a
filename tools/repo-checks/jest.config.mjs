import base from '../jest/base.mjs';

/** Tests over the whole workspace: every package and every component follows the template. */
export default {
  ...base,
  displayName: 'repo-checks',
  rootDir: '.',
  testMatch: ['<rootDir>/*.spec.mjs'],
};
