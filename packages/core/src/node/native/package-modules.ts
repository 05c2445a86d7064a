import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

type Exports = Readonly<Record<string, unknown>>;
type CompiledModule = (module: { exports: Exports }, exports: Exports, require: (name: string) => unknown) => void;

/**
 * Loads CommonJS modules of a package in which some modules stand for others: so it takes the TensorFlow.js of this process
 * wherever it lies, and needs no folder of dependencies.
 *
 * @returns The exports of a module, by its path in the package without ending.
 */
export function packageModules(folder: string, replaced: Readonly<Record<string, unknown>>): (path: string) => Exports {
  const modules = new Map<string, { exports: Exports }>();
  const load = (file: string): Exports => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const requireFrom = createRequire(file);
    const compiled = compileFunction(readFileSync(file, 'utf8'), ['module', 'exports', 'require'], {
      filename: file,
    }) as CompiledModule;
    compiled(module, module.exports, (name) => {
      if (Object.hasOwn(replaced, name)) return replaced[name];
      return name.startsWith('.') ? load(`${join(dirname(file), name)}.js`) : requireFrom(name);
    });
    return module.exports;
  };
  return (path) => load(`${join(folder, path)}.js`);
}
