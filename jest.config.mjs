export default {
  projects: [
    '<rootDir>/packages/*',
    '<rootDir>/tools/bench',
    '<rootDir>/tools/doctest',
    '<rootDir>/tools/e2e',
    '<rootDir>/tools/engines',
    '<rootDir>/tools/fuzz',
    '<rootDir>/tools/repo-checks',
    '<rootDir>/tools/typedoc',
  ],
};
