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

function nameOf(value: unknown): string {
  return typeof value === 'string' ? `the text ${JSON.stringify(value)}` : 'no number and no array of numbers';
}

function remedy(path: readonly string[], value: unknown): string {
  if (typeof value !== 'string') return 'Give numbers or arrays of one shape.';
  if (value.trim() !== '' && Number.isFinite(Number(value))) return `Turn texts into numbers: Number('${value}').`;
  return path[0] === 'target'
    ? 'Number the classes from 0: names.indexOf(text), with names = [...new Set(texts)].sort().'
    : 'Turn it into numbers first.';
}
