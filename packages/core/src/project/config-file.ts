import { isNode, LineCounter, parse, parseDocument } from 'yaml';

import { InvalidOptionsError, type OptionIssue } from '../errors/invalid-options-error.js';
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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    const issues = document.errors.map(({ message }) => ({ path: [], message }));
    throw new InvalidOptionsError(file, issues, (issue) =>
      at(document.errors[issues.indexOf(issue as (typeof issues)[number])]!.pos[0]),
    );
  }
  let config: unknown = document.toJS() ?? {};
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new InvalidOptionsError(file, [{ path: [], message: 'must be a record with learner, data, trainer …' }]);
  }
  const given = new Map<string, string>();
  for (const override of overrides) {
    const [path, value] = splitOverride(override);
    given.set(path, override);
    config = setPath(config, path.split('.'), value);
  }
  const where = ({ path }: OptionIssue): string | undefined => {
    const override = [...given].find(([name]) => path.join('.').startsWith(name));
    if (override !== undefined) return `argument '${override[1]}'`;
    // Where something is missing, the nearest thing that is there is shown.
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range != null) return at(node.range[0]);
    }
    return undefined;
  };
  return {
    config: config as Record<string, unknown>,
    locating(run) {
      try {
        return run();
      } catch (error) {
        if (!LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) throw error;
        const { subject, issues } = error as InvalidOptionsError;
        throw new InvalidOptionsError(subject, issues, where);
      }
    },
  };
}

function splitOverride(override: string): [path: string, value: unknown] {
  const split = override.indexOf('=');
  if (split <= 0) {
    throw new InvalidOptionsError(`argument '${override}'`, [
      { path: [], message: 'must be path=value, as trainer.maxEpochs=5' },
    ]);
  }
  try {
    return [override.slice(0, split), parse(override.slice(split + 1))];
  } catch (error) {
    throw new InvalidOptionsError(`argument '${override}'`, [
      { path: [], message: `the value is not YAML: ${(error as Error).message}` },
    ]);
  }
}
