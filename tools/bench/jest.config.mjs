/** The arithmetic and the tables of the benchmark; it is not run itself. */
export default {
  displayName: 'bench',
  testEnvironment: 'node',
  transform: {},
  testMatch: ['<rootDir>/*.spec.mjs'],
};
