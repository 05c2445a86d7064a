/**
 * State that must be one per process even when two copies of core are loaded (one nested in a plugin's `node_modules`,
 * say) lives on `globalThis` under a key that names its layout. The number is raised only when that layout breaks.
 */
export function ambient<Value>(name: string, create: () => Value): Value {
  const key = Symbol.for(`@lml/core.${name}/1`);
  const holder = globalThis as unknown as Record<symbol, Value | undefined>;
  return (holder[key] ??= create());
}
