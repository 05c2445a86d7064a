import { ensure } from '../shared/check.js';
import type { GoldenCase, GoldenFile } from './golden-file.js';

const FILE = ['kind', 'component', 'source', 'script', 'inputs', 'cases'];
const CASE = ['name', 'options', 'input', 'expected', 'error', 'message', 'tolerance', 'reason'];

/** Complains of a file that does not follow the format: what is misspelt would be no test. */
export function checkGoldenFile(value: unknown): asserts value is GoldenFile {
  ensure(isRecord(value), 'it is no record');
  ensureKeys(value, FILE, 'it');
  const { kind, component, source, inputs, cases } = value;
  for (const [name, text] of Object.entries({ kind, component, source }))
    ensure(typeof text === 'string' && text !== '', `its ${name} is ${JSON.stringify(text)}, not a text`);
  ensure(isRecord(inputs), 'its inputs are no record');
  ensure(Array.isArray(cases) && cases.length > 0, 'it has no cases');
  const names = new Set<unknown>();
  const used = new Set<unknown>();
  for (const one of cases as unknown[]) {
    ensure(isRecord(one), 'a case is no record');
    const { name, input } = one;
    ensure(typeof name === 'string' && name !== '', `a case has the name ${JSON.stringify(name)}`);
    ensure(!names.has(name), `two cases have the name '${name}'`);
    ensure(typeof input === 'string' && input in inputs, `the case '${name}' has the unknown input ${String(input)}`);
    names.add(name);
    used.add(input);
    checkCase(one as unknown as GoldenCase);
  }
  const unused = Object.keys(inputs).filter((name) => !used.has(name));
  ensure(unused.length === 0, `no case uses its inputs ${unused.join(', ')}`);
}

function checkCase(one: GoldenCase): void {
  const { name, options, expected, error, message, tolerance, reason } = one;
  ensureKeys(one, CASE, `the case '${name}'`);
  ensure(isRecord(options), `the case '${name}' has no options; write {} for none`);
  ensure((expected === undefined) !== (error === undefined), `the case '${name}' needs either 'expected' or 'error'`);
  ensure(expected === undefined || isRecord(expected), `what the case '${name}' expects is no record`);
  ensure(error === undefined || /^[A-Z]+(_[A-Z]+)+$/.test(error), `the case '${name}' has the error code '${error}'`);
  ensure(message === undefined || error !== undefined, `the case '${name}' has a message, but no error`);
  ensure(tolerance === undefined || reason !== undefined, `the case '${name}' has a tolerance without a reason`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ensureKeys(value: object, allowed: readonly string[], what: string): void {
  const unknown = Object.keys(value).filter((key) => !allowed.includes(key));
  ensure(unknown.length === 0, `${what} has the unknown entries ${unknown.join(', ')}`);
}
