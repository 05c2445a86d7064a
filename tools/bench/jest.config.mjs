/** The arithmetic, the tables and the clock of the benchmark; it is not run itself. */
export default {
  displayName: 'bench',
  testEnvironment: 'node',
  transform: {},
  testMatch: ['<rootDir>/**/*.spec.mjs'],
};
