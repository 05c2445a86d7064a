export default {
  projects: ['<rootDir>/packages/*', '<rootDir>/tools/doctest', '<rootDir>/tools/e2e', '<rootDir>/tools/repo-checks'],
};
