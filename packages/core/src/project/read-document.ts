import { isAlias, isScalar, parseDocument, visit, type Document, type LineCounter } from 'yaml';

import { InvalidOptionsError, type OptionIssue } from '../errors/invalid-options-error.js';
import { yamlFault } from './yaml-fault.js';

/** The most keys of a config, in all its records. Where each of them stands is looked for among the others. */
const MAX_KEYS = 10_000;
/** The most aliases of a config. For each of them the whole config is searched. */
const MAX_ALIASES = 1_000;

/** What is wrong with a text, and where in it. */
export interface DocumentFault extends OptionIssue {
  /** Characters before it. */
  readonly offset: number;
}

/**
 * Parses a config, and looks for keys that stand twice, and for more than can be read in a time that grows with the text.
 *
 * @throws `LML_INVALID_OPTIONS` where lists and records nest too deep for the stack.
 */
export function readDocument(
  text: string,
  file: string,
  lineCounter: LineCounter,
): { document: Document; faults: DocumentFault[] } {
  try {
    // Its own check that keys are unique compares each key with each.
    const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error', uniqueKeys: false });
    // The first one alone: most of the others only follow from it.
    const first = document.errors.toSorted((one, other) => one.pos[0] - other.pos[0])[0];
    if (first === undefined) return { document, faults: faultsOf(document) };
    return { document, faults: [{ path: [], message: yamlFault(first), offset: first.pos[0] }] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidOptionsError(file, [{ path: [], message: 'its lists and records nest too deep' }]);
  }
}

function faultsOf(document: Document): DocumentFault[] {
  const faults: DocumentFault[] = [];
  const add = (message: string, offset = 0): void => void faults.push({ path: [], message, offset });
  let keys = 0;
  let aliases = 0;
  visit(document, {
    Map: (_, { items }) => void (keys += items.length),
    Alias(_, { range }) {
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) add(`there are more than ${MAX_ALIASES} aliases`, range?.[0]);
    },
  });
  if (keys > MAX_KEYS) add(`there are ${keys} keys; ${MAX_KEYS} are the most. Give data as lists, or in files`);
  if (faults.length > 0) return faults;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { source, range } = alias;
      add(`there is no anchor &${source} before *${source}. Text that begins with * must stand in quotes`, range?.[0]);
    },
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = nameOf(key, document);
        if (name === undefined) continue;
        const offset = isScalar(key) || isAlias(key) ? key.range?.[0] : undefined;
        if (seen.has(name)) add(`the key '${name}' stands twice in one record`, offset);
        seen.add(name);
      }
    },
  });
  return faults;
}

/** What a key says, also where it is an alias of another text. */
export function nameOf(key: unknown, document: Document): string | undefined {
  const node = isAlias(key) ? key.resolve(document) : key;
  return isScalar(node) ? String(node.value) : undefined;
}
