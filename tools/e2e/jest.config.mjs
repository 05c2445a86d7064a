/** Slow tests on built packages: they start processes, pack, bundle, install. They need `npm run build`. */
export default {
  displayName: 'e2e',
  testEnvironment: 'node',
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/../jest/processes.mjs'],
  testMatch: ['<rootDir>/*.spec.mjs'],
};
