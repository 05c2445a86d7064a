import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parse, YAMLParseError, type Document } from 'yaml';

import { isPlacedError, placedError, type ConfigPath } from '../errors/config-path.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { LmlError } from '../errors/lml-error.js';
import { hiddenKeys } from './hidden-keys.js';
import { setPath } from './make-learner.js';
import { nameOf, readDocument, type DocumentFault } from './read-document.js';
import { yamlFault } from './yaml-fault.js';

/** The most values that are set by path. For each of them the record in which it stands is copied. */
const MAX_OVERRIDES = 1_000;

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
 * are not `path=value`; also for more than 10,000 keys, 1,000 aliases or 1,000 arguments.
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
  const { document, faults } = readDocument(text, file, lines);
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (faults.length > 0) throw new InvalidOptionsError(file, faults, (issue) => at((issue as DocumentFault).offset));
  if (overrides.length > MAX_OVERRIDES) {
    const message = `at most ${MAX_OVERRIDES} values can be set by path=value, got ${overrides.length}. Write them into the file.`;
    throw new InvalidOptionsError('the arguments', [{ path: [], message }]);
  }
  let config = toData(document, file);
  const hidden = hiddenKeys(config);
  if (hidden.length > 0) throw new InvalidOptionsError(file, hidden, ({ path }) => at(offsetOf(document, path)));
  const given: [path: string, override: string][] = [];
  for (const override of overrides) {
    const [path, value] = splitOverride(override);
    given.unshift([path, override]);
    config = inArgument(override, () => setPath(config, path.split('.'), value)) as Record<string, unknown>;
  }
  const where = ({ path, isName = false }: { readonly path: ConfigPath; readonly isName?: boolean }): string => {
    const name = path.join('.');
    const argument = given.find(([prefix]) => name === prefix || name.startsWith(`${prefix}.`));
    return argument === undefined
      ? at(isName ? nameOffset(document, path) : offsetOf(document, path))
      : `argument '${argument[1]}'`;
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
        if (!isPlacedError(error) || error.path.length === 0) throw error;
        // What is wrong with a component that there is not is its name.
        const isUnknown = LmlError.isInstance(error, 'LML_UNKNOWN_COMPONENT');
        throw error.at([], where({ path: error.path, isName: isUnknown }));
      }
    },
  };
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
      const pair = node.items.find((item) => nameOf(item.key, document) === String(key));
      if (pair === undefined) break;
      offset = (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** Where the name of the component at a path stands: the text there, or the value of `name`. */
function nameOffset(document: Document, path: ConfigPath): number {
  for (const place of [[...path, 'name'], path]) {
    const node: unknown = document.getIn(place, true);
    if (isScalar(node) && node.range) return node.range[0];
  }
  return offsetOf(document, path);
}

function inArgument<Value>(override: string, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    throw new InvalidOptionsError(`argument '${override}'`, [{ path: [], message: faultOf(error) }]);
  }
}

/** What is wrong with an argument, without the code of an error inside. */
function faultOf(error: unknown): string {
  if (LmlError.isInstance(error)) return placedError(error, []).detail;
  const words = error instanceof YAMLParseError ? yamlFault(error) : (error as Error).message;
  return `the value is not YAML: ${words}`;
}

function splitOverride(override: string): [path: string, value: unknown] {
  const split = override.indexOf('=');
  if (split <= 0) {
    const message = 'must be path=value, as trainer.maxEpochs=5';
    throw new InvalidOptionsError(`argument '${override}'`, [{ path: [], message }]);
  }
  const value = inArgument(
    override,
    () => parse(override.slice(split + 1), { logLevel: 'error', prettyErrors: false }) as unknown,
  );
  const name = override.slice(0, split);
  const hidden = hiddenKeys(value).map(({ path, message }) => ({ path: [...name.split('.'), ...path], message }));
  if (hidden.length > 0) throw new InvalidOptionsError(`argument '${override}'`, hidden);
  return [name, value];
}
