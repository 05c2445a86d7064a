import { ambient } from '../../node/ambient.js';
import { isData } from '../../registry/to-config.js';
import { canonicalNameOf, provenanceOf } from '../../registry/provenance.js';
import { build } from '../../registry/global.js';
import type { Kind } from '../../registry/kinds.js';
import { isNdArray } from '../nd-array.js';
import type { Dataset } from '../dataset.js';
import { partOf, subset } from '../subset.js';
import { share, type SharedCopies } from './share.js';

/** What stands for an instance on its way to another thread, which makes it again. */
export type Carried =
  | {
      readonly carried: 'component';
      readonly kind: string;
      readonly name: string;
      readonly options: Readonly<Record<string, unknown>>;
    }
  | { readonly carried: 'part'; readonly dataset: unknown; readonly indices: ArrayLike<number> };

/** What else is known of what is carried. */
export interface Carriage {
  /** Paths of what cannot go to another thread. */
  readonly missing: string[];
  /** The packages whose components it is made of. */
  readonly packages: Set<string>;
  /** The arrays that were copied. */
  readonly copies: SharedCopies;
}

/** Nothing yet. */
export function emptyCarriage(): Carriage {
  return { missing: [], packages: new Set(), copies: new Map() };
}

/**
 * Writes a value down so that another thread makes it again by {@link restore}: what the registry made by component and options, parts of
 * datasets by their indices, arrays of numbers in memory that threads share. What neither is nor can be cloned is noted in `missing`.
 */
export function carry(value: unknown, path: string, carriage: Carriage): unknown {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const origin = provenanceOf(value);
  const name = origin === undefined ? undefined : canonicalNameOf(origin.component);
  if (origin !== undefined && name !== undefined) {
    carriage.packages.add(name.slice(0, name.lastIndexOf(':')));
    return component(origin.component.kind, name, carryRecord(origin.options, below, carriage));
  }
  if (typeof value === 'function') {
    carriage.missing.push(path);
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const part = partOf(value);
  if (part !== undefined) {
    const dataset = carry(part.dataset, path, carriage);
    return { carried: 'part', dataset, indices: share(Int32Array.from(part.indices)) } satisfies Carried;
  }
  if (isNdArray(value))
    return { ...value, data: ArrayBuffer.isView(value.data) ? share(value.data, carriage.copies) : value.data };
  // Bytes may be those of a file, and what decodes them often wants memory of its own.
  if (ArrayBuffer.isView(value)) return value instanceof Uint8Array ? value : share(value, carriage.copies);
  if (Array.isArray(value)) return value.map((entry, index) => carry(entry, below(String(index)), carriage));
  if (isData(value)) return carryRecord(value, below, carriage);
  if (CLONEABLE.some((type) => value instanceof type)) return value;
  carriage.missing.push(path);
  return undefined;
}

const CLONEABLE = [Date, RegExp, Map, Set, ArrayBuffer, SharedArrayBuffer] as const;

function carryRecord(
  record: Readonly<Record<string, unknown>>,
  below: (key: string) => string,
  carriage: Carriage,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, carry(part, below(key), carriage)]));
}

function component(kind: string, name: string, options: Readonly<Record<string, unknown>>): Carried {
  return { carried: 'component', kind, name, options };
}

/** Makes again what {@link carry} wrote down. */
export function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restore);
  if (typeof value !== 'object' || value === null) return value;
  if (isCarried(value)) {
    if (value.carried === 'part') return subset(restore(value.dataset) as Dataset, value.indices);
    const options = restore(value.options) as Record<string, unknown>;
    return build(value.kind as Kind, { ...options, name: value.name });
  }
  // What was cloned is a plain record or a type of the language's.
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restore(part)]));
}

function isCarried(value: object): value is Carried {
  return 'carried' in value && (value.carried === 'component' || value.carried === 'part');
}

/** Whether the registry made a dataset, or the one that it is a part of. */
export function isRegistered(dataset: object): boolean {
  const part = partOf(dataset);
  if (part !== undefined) return isRegistered(part.dataset);
  const origin = provenanceOf(dataset);
  return origin !== undefined && canonicalNameOf(origin.component) !== undefined;
}

const readHere = ambient('read-here', () => new WeakSet<object>());

/** Marks a dataset that core itself has made of another one for a while: worker threads could not, and it is read without them. */
export function keepHere<Data extends Dataset>(dataset: Data): Data {
  readHere.add(dataset);
  return dataset;
}

/** Whether a dataset, or what it is a part of, is read without worker threads. */
export function isReadHere(dataset: object): boolean {
  const part = partOf(dataset);
  return part === undefined ? readHere.has(dataset) : isReadHere(part.dataset);
}
