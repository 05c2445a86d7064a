import { jest } from '@jest/globals';

// Processes are started, packages packed and installed: on a busy machine that takes its time.
jest.setTimeout(600_000);
