import { ambient } from '../node/ambient.js';
import type { Registry } from './registry.js';

const stack = ambient('registry-scope', () => [] as Registry[]);

/** Lets options that name components be looked up in `registry` while `run` runs. */
export function withRegistry<Value>(registry: Registry, run: () => Value): Value {
  stack.push(registry);
  try {
    return run();
  } finally {
    stack.pop();
  }
}

/** The registry in which names are looked up now, if not the global one. */
export function scopedRegistry(): Registry | undefined {
  return stack.at(-1);
}
