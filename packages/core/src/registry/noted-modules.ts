import { ambient } from '../node/ambient.js';

const modules = ambient('plugin-modules', () => new Map<string, string>());

/** Remembers the URL of the module by which a package or a plugin was imported, for other processes and threads that need it too. */
export function noteModule(name: string, url: string): void {
  modules.set(name, url);
}

/** The URLs of modules by the names of the packages, or the paths of the files, by which they were imported. */
export function notedModules(): ReadonlyMap<string, string> {
  return modules;
}
