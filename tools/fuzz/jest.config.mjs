/** The search for differences itself, and a short run of each target on built packages. They need `npm run build`. */
export default {
  displayName: 'fuzz',
  testEnvironment: '<rootDir>/../jest/environment.cjs',
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/../jest/processes.mjs'],
  testMatch: ['<rootDir>/**/*.spec.mjs'],
};
