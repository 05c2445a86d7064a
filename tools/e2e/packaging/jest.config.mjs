/** What users install: tarballs, their types, and bundles of them; and what `npm run new` writes. Not part of `npm test`: `npm run test:packages`. */
export default {
  displayName: 'packaging',
  testEnvironment: 'node',
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/../../jest/processes.mjs'],
  testMatch: ['<rootDir>/*.spec.mjs'],
};
