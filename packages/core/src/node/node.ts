import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { cacheFolder } from './cache-folder.js';
import { fileSource } from './file-source.js';
import { files } from './files.js';
import { forkProgram } from './fork-program.js';
import { machine } from './machine.js';
import { findNative } from './native/find-native.js';
import type { Platform } from './platform.js';
import { noteLine, printLine, printWidth, terminal } from './terminal.js';
import { startThread } from './thread-program.js';

/** Node. */
export const platform: Platform = {
  name: 'node',
  files,
  get terminal() {
    return terminal();
  },
  readBytes: (path, limit) => files.read(path, limit),
  openFile: fileSource,
  warn: (code, message) => process.emitWarning(message, { type: 'LmlWarning', code }),
  get printWidth() {
    return printWidth();
  },
  print: printLine,
  note: noteLine,
  // Twice: the first may come before the system is asked what has happened, a signal say.
  yieldToEvents: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
  onInterrupt(handler) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const listener = (signal: string): void => {
      // A second signal ends the process at once, as people expect of Ctrl-C pressed twice.
      for (const name of signals) process.removeListener(name, listener);
      handler(signal);
    };
    for (const name of signals) process.on(name, listener);
    return () => {
      for (const name of signals) process.removeListener(name, listener);
    };
  },
  get processors() {
    return availableParallelism();
  },
  get machine() {
    return machine();
  },
  get cacheFolder() {
    return cacheFolder();
  },
  fork: forkProgram,
  startThread,
  native: {
    find: findNative,
    // It imports TensorFlow.js, which threads that read data do without.
    load: async (installation) => (await import('./native/load-native.js')).loadNative(installation),
  },
  async importModule(specifier) {
    if (/^(file|data):/.test(specifier)) return import(specifier) as Promise<Record<string, unknown>>;
    const path = createRequire(join(process.cwd(), 'package.json')).resolve(specifier);
    return import(pathToFileURL(path).href) as Promise<Record<string, unknown>>;
  },
  readPackageFile: (path) => readFile(createRequire(import.meta.url).resolve(path), 'utf8'),
};
