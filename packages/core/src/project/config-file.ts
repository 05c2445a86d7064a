import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parse,
  parseDocument,
  visit,
  type Document,
  type Scalar,
} from 'yaml';

import { isPlacedError, type ConfigPath } from '../errors/config-path.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { LmlError } from '../errors/lml-error.js';
import { setPath } from './make-learner.js';

/** A config read from text. */
export interface ParsedConfig {
  /** The config as plain data. */
  readonly config: Record<string, unknown>;
  /** Runs something that checks the config; what is wrong is told with file, line and column. */
  locating<Value>(run: () => Value): Value;
}

/**
 * Reads a config from YAML (1.2) or JSON text, and sets values by path: `trainer.maxEpochs=5`, `learner.loss=mse`. The
 * values are YAML too.
 *
 * @throws `LML_INVALID_OPTIONS` with line and column for text that is not YAML, keys that stand twice, and arguments that
 * are not `path=value`.
 *
 * @example
 * ```ts
 * import { parseConfig } from '@lml/core';
 *
 * parseConfig('seed: 1', { overrides: ['seed=2', 'trainer.maxEpochs=5'] }).config; // => { seed: 2, trainer: { maxEpochs: 5 } }
 * ```
 */
export function parseConfig(
  text: string,
  { file = 'config', overrides = [] }: { file?: string; overrides?: readonly string[] } = {},
): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const faults = [
    ...document.errors.map(({ message, pos: [offset] }) => ({ path: [], message, offset })),
    ...hiddenKeys(document),
  ];
  if (faults.length > 0)
    throw new InvalidOptionsError(file, faults, (issue) => at((issue as (typeof faults)[number]).offset));
  let config = toData(document, file);
  const given: [path: string, override: string][] = [];
  for (const override of overrides) {
    const [path, value] = splitOverride(override);
    given.unshift([path, override]);
    config = inArgument(override, () => setPath(config, path.split('.'), value)) as Record<string, unknown>;
  }
  const where = ({ path }: { readonly path: ConfigPath }): string => {
    const name = path.join('.');
    const argument = given.find(([prefix]) => name === prefix || name.startsWith(`${prefix}.`));
    return argument === undefined ? at(offsetOf(document, path)) : `argument '${argument[1]}'`;
  };
  return {
    config,
    locating(run) {
      try {
        return run();
      } catch (error) {
        if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) {
          const { subject, issues } = error as InvalidOptionsError;
          throw new InvalidOptionsError(subject, issues, where);
        }
        if (isPlacedError(error) && error.path.length > 0) throw error.at([], where(error));
        throw error;
      }
    },
  };
}

/** Keys that would change an object rather than stand in it. */
function hiddenKeys(document: Document): { path: ConfigPath; message: string; offset: number }[] {
  const found: { path: ConfigPath; message: string; offset: number }[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '__proto__') return;
      found.push({ path: [], message: 'there is no option __proto__', offset: key.range?.[0] ?? 0 });
    },
  });
  return found;
}

function toData(document: Document, file: string): Record<string, unknown> {
  let config: unknown;
  try {
    config = document.toJS() ?? {};
  } catch (error) {
    // An alias without its anchor, or aliases of aliases that would fill the memory.
    throw new InvalidOptionsError(file, [{ path: [], message: (error as Error).message }]);
  }
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config as Record<string, unknown>;
  const message = `must be a record with learner, data, trainer …, got ${describeValue(config)}`;
  throw new InvalidOptionsError(file, [{ path: [], message }], () => `${file}:1:1`);
}

/** Where in the text the option at a path stands: its key, or for an entry of a list itself. What is missing is shown where its record stands. */
function offsetOf(document: Document, path: ConfigPath): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = (pair.key as Scalar).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

function inArgument<Value>(override: string, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    const message = LmlError.isInstance(error) ? error.message : `the value is not YAML: ${(error as Error).message}`;
    throw new InvalidOptionsError(`argument '${override}'`, [{ path: [], message }]);
  }
}

function splitOverride(override: string): [path: string, value: unknown] {
  const split = override.indexOf('=');
  if (split <= 0) {
    const message = 'must be path=value, as trainer.maxEpochs=5';
    throw new InvalidOptionsError(`argument '${override}'`, [{ path: [], message }]);
  }
  const value = inArgument(override, () => parse(override.slice(split + 1), { logLevel: 'error' }) as unknown);
  return [override.slice(0, split), value];
}
