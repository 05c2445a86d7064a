import { fileURLToPath } from 'node:url';

/** The one jest configuration of the workspace: specs run on sources, through the `@lml/source` condition. */
export default {
  testEnvironment: fileURLToPath(new URL('./environment.cjs', import.meta.url)),
  testEnvironmentOptions: { customExportConditions: ['@lml/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }],
  },
  testMatch: ['**/src/**/*.spec.ts'],
  setupFilesAfterEnv: [fileURLToPath(new URL('./setup.mjs', import.meta.url))],
};
