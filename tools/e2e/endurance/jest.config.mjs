/** What takes a minute: searches that are killed at random moments, examples of many trainings. Not part of `npm test`: `npm run test:endurance`. */
export default {
  displayName: 'endurance',
  testEnvironment: 'node',
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/../../jest/processes.mjs'],
  testMatch: ['<rootDir>/*.spec.mjs'],
};
