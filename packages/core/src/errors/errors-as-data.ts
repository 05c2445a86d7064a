import { LmlError } from './lml-error.js';

/** An error as plain data. */
export interface PlainError {
  /** Its code, if it is one of LML. */
  readonly code?: string | undefined;
  /** Its name. */
  readonly name: string;
  /** Its message. */
  readonly message: string;
  /** Where it was thrown. */
  readonly stack?: string | undefined;
  /** What led to it. */
  readonly cause?: PlainError | undefined;
}

/** How far causes of causes are told. */
const DEPTH = 4;

/** An error as plain data, which goes to another process. */
export function toPlainError(thrown: unknown, depth = 0): PlainError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  const { name, message, stack, cause } = thrown;
  return {
    ...(LmlError.isInstance(thrown) && { code: thrown.code }),
    name,
    message,
    stack,
    ...(cause !== undefined && depth < DEPTH && { cause: toPlainError(cause, depth + 1) }),
  };
}

/** The error again: an `LmlError` if it was one, with the stack of where it was thrown. */
export function fromPlainError({ code, name, message, stack, cause }: PlainError): Error {
  const options = cause === undefined ? {} : { cause: fromPlainError(cause) };
  const error =
    code === undefined
      ? new Error(message, options)
      : // The message ends with the code already, which the constructor adds.
        new LmlError(code, message.replace(new RegExp(` \\(${code}\\)$`), ''), options);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
