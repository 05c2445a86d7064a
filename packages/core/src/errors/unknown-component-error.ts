import { placed, type ConfigPath, type PlacedError } from './config-path.js';
import { LmlError } from './lml-error.js';

/** No component of this kind and name is registered. */
export class UnknownComponentError extends LmlError implements PlacedError {
  /** `LML_UNKNOWN_COMPONENT` */
  static readonly code = 'LML_UNKNOWN_COMPONENT';
  /** The kind that was asked for. */
  readonly kind: string;
  /** The name that was asked for. */
  readonly componentName: string;
  /** The way to the name in a config; empty where it was asked for directly. */
  readonly path: ConfigPath;
  /** What is wrong, without the place. */
  readonly detail: string;

  /** `detail` lists what is registered, what is nearest, and which package to install. */
  constructor(kind: string, componentName: string, detail: string, path: ConfigPath = [], place?: string) {
    super(UnknownComponentError.code, placed(detail, path, place));
    this.name = 'UnknownComponentError';
    this.kind = kind;
    this.componentName = componentName;
    this.path = path;
    this.detail = detail;
  }

  /** The same error, further inside a config: below `path`, or at a place in a file. */
  at(path: ConfigPath, place?: string): UnknownComponentError {
    return new UnknownComponentError(this.kind, this.componentName, this.detail, [...path, ...this.path], place);
  }
}
