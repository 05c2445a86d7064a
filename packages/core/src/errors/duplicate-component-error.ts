import { placed, type ConfigPath, type PlacedError } from './config-path.js';
import { LmlError } from './lml-error.js';

/** Two packages register a component of the same kind and name. */
export class DuplicateComponentError extends LmlError implements PlacedError {
  /** `LML_DUPLICATE_COMPONENT` */
  static readonly code = 'LML_DUPLICATE_COMPONENT';
  /** The way to the name in a config; empty where it was asked for directly. */
  readonly path: ConfigPath;
  /** What is wrong, without the place. */
  readonly detail: string;

  /** `detail` says what was received, what was expected and what to do. */
  constructor(detail: string, path: ConfigPath = [], place?: string) {
    super(DuplicateComponentError.code, placed(detail, path, place));
    this.name = 'DuplicateComponentError';
    this.path = path;
    this.detail = detail;
  }

  /** The same error, further inside a config: below `path`, or at a place in a file. */
  at(path: ConfigPath, place?: string): DuplicateComponentError {
    return new DuplicateComponentError(this.detail, [...path, ...this.path], place);
  }
}
