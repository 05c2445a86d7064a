export default {
  // Modules of finished suites stay in a worker's memory (jest's ESM support keeps them): it starts anew before it is full.
  workerIdleMemoryLimit: '1500MB',
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
