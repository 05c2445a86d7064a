import { FileFormatError } from '../errors/file-format-error.js';
import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { MissingFeatureError } from '../errors/missing-feature-error.js';
import type { Platform } from './platform.js';

/** Browsers and workers. */
export const platform: Platform = {
  name: 'browser',
  files: undefined,
  terminal: undefined,
  async readBytes(url, limit = Infinity) {
    const response = await fetch(url);
    if (!response.ok) throw new FileNotFoundError(`Cannot read '${url}': the server answered ${response.status}.`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > limit)
      throw new FileFormatError(`'${url}' has ${bytes.length} bytes, and must have ${limit} at most.`);
    return bytes;
  },
  openFile: undefined,
  warn: (code, message) => console.warn(`${message} (${code})`),
  printWidth: undefined,
  print: (text) => console.info(text),
  note: (text) => console.info(text),
  yieldToEvents: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
  onInterrupt: () => () => undefined,
  get processors() {
    return navigator.hardwareConcurrency;
  },
  get machine() {
    return {
      processor: undefined,
      cores: navigator.hardwareConcurrency,
      memory: undefined,
      system: 'browser',
      architecture: undefined,
      runtime: navigator.userAgent,
    };
  },
  cacheFolder: undefined,
  fork: undefined,
  startThread: undefined,
  native: undefined,
  importModule: (specifier) =>
    import(/* webpackIgnore: true */ /* @vite-ignore */ specifier) as Promise<Record<string, unknown>>,
  readPackageFile: (path) =>
    Promise.reject(
      new MissingFeatureError(`'${path}' is read from an installed package, which a browser does not have.`),
    ),
};
