// The rules live in tools/eslint.
export { default } from './tools/eslint/config.mjs';
