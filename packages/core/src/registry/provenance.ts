import { ambient } from '../node/ambient.js';
import type { AnyComponent } from './component.js';

/** Which component made an instance, and with which options (defaults filled in). */
export interface Provenance {
  /** The component. */
  readonly component: AnyComponent;
  /** The options after validation; parts given as data are instances here. */
  readonly options: Readonly<Record<string, unknown>>;
}

const origins = ambient('provenance', () => new WeakMap<object, Provenance>());

const names = ambient('canonical-names', () => new WeakMap<AnyComponent, string>());

/** Remembers the name that no other package can have of a component that is registered. */
export function rememberName(component: AnyComponent, canonicalName: string): void {
  names.set(component, canonicalName);
}

/** The canonical name of a component, if any registry has or had it. */
export function canonicalNameOf(component: AnyComponent): string | undefined {
  return names.get(component);
}

/** Remembers where an instance came from, so that it can be written down as a config. */
export function rememberProvenance(instance: unknown, provenance: Provenance): void {
  if ((typeof instance === 'object' && instance !== null) || typeof instance === 'function') {
    origins.set(instance, provenance);
  }
}

/** Where an instance came from, if a component of the registry made it. */
export function provenanceOf(instance: unknown): Provenance | undefined {
  const known = (typeof instance === 'object' && instance !== null) || typeof instance === 'function';
  return known ? origins.get(instance) : undefined;
}
