import { LmlError } from './lml-error.js';

/** The way to a value in a config: `['learner', 'metrics', 0]`. */
export type ConfigPath = readonly (string | number)[];

/** An error about one place in a config. */
export interface PlacedError extends LmlError {
  /** The way to the place. */
  readonly path: ConfigPath;
  /** What is wrong, without the place. */
  readonly detail: string;
  /** The same error, further inside a config: below `path`, or at a place in a file. */
  at(path: ConfigPath, place?: string): PlacedError;
}

/** Whether an error, of this or another copy of core, is about one place in a config. */
export function isPlacedError(error: unknown): error is PlacedError {
  return LmlError.isInstance(error) && 'path' in error && 'at' in error;
}

/** A message with the place that it is about before it. */
export function placed(message: string, path: ConfigPath, place?: string): string {
  const parts = [place, path.length === 0 ? undefined : path.join('.'), message];
  return parts.filter((part) => part !== undefined).join(': ');
}

/** The same error, of the same class, about one place in a config. What it says is as before, behind the place. */
export function placedError(error: LmlError, path: ConfigPath, place?: string): PlacedError {
  if (isPlacedError(error)) return error.at(path, place);
  const ending = ` (${error.code})`;
  const detail = error.message.endsWith(ending) ? error.message.slice(0, -ending.length) : error.message;
  const message = placed(detail, path, place) + ending;
  const added = {
    message,
    stack: `${error.name}: ${message}`,
    cause: error,
    path,
    detail,
    at: (above: ConfigPath, at?: string) => placedError(error, [...above, ...path], at),
  };
  const all = Object.getOwnPropertyDescriptors(error);
  const placing = Object.entries(added).map(([key, value]) => [key, { value, configurable: true, writable: true }]);
  return Object.create(Object.getPrototypeOf(error) as object, {
    ...all,
    ...(Object.fromEntries(placing) as PropertyDescriptorMap),
  }) as PlacedError;
}
