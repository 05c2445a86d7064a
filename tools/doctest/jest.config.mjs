import { join } from 'node:path';
import base from '../jest/base.mjs';
import { CACHE, writeSpecs } from './write-specs.mjs';

/** The examples of comments and pages, written anew whenever jest starts, and the specs of this tool. */
export default () => {
  writeSpecs();
  return {
    ...base,
    displayName: 'doctest',
    rootDir: '../..',
    roots: ['<rootDir>/tools/doctest', join(CACHE, 'run')],
    testMatch: ['**/*.spec.ts', '**/*.spec.mjs'],
  };
};
