import { LmlError } from './lml-error.js';

/** A step reads a part of a batch that cannot be computed with, a text say, and so is no tensor. */
export class HostPartError extends LmlError {
  /** `LML_HOST_PART` */
  static readonly code = 'LML_HOST_PART';
  /** The keys of the part, from the outside in. */
  readonly path: readonly string[];

  /** `where` is the part for a message, `The target of row 3 of y.npy`; `first` the value of the first sample. */
  constructor(path: readonly string[], where: string, first: unknown, options?: { cause?: unknown }) {
    super(
      HostPartError.code,
      `${where} is ${nameOf(first)}, which cannot be computed with. ${remedy(path, first)}`,
      options,
    );
    this.name = 'HostPartError';
    this.path = path;
  }
}

/** The first text of an array of texts. */
function firstText(value: unknown): string | undefined {
  const values: unknown = typeof value === 'object' && value !== null && 'data' in value ? value.data : value;
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  const text = firstText(value);
  return text === undefined ? 'no number and no array of numbers' : `an array of texts, as ${JSON.stringify(text)}`;
}

function remedy(path: readonly string[], value: unknown): string {
  if (typeof value !== 'string') {
    return firstText(value) === undefined
      ? 'Give numbers or arrays of one shape.'
      : 'Turn texts into numbers: row.map(Number).';
  }
  if (value.trim() !== '' && Number.isFinite(Number(value))) return `Turn texts into numbers: Number('${value}').`;
  return path[0] === 'target'
    ? 'Number the classes from 0: names.indexOf(text), with names = [...new Set(texts)].sort().'
    : 'Turn it into numbers first.';
}
