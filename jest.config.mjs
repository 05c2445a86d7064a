export default { projects: ['<rootDir>/packages/*', '<rootDir>/tools/e2e'] };
