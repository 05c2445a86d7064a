import { LmlError } from './lml-error.js';

/** No component of this kind and name is registered. */
export class UnknownComponentError extends LmlError {
  /** `LML_UNKNOWN_COMPONENT` */
  static readonly code = 'LML_UNKNOWN_COMPONENT';
  /** The kind that was asked for. */
  readonly kind: string;
  /** The name that was asked for. */
  readonly componentName: string;

  /** `message` lists what is registered, what is nearest, and which package to install. */
  constructor(kind: string, componentName: string, message: string) {
    super(UnknownComponentError.code, message);
    this.name = 'UnknownComponentError';
    this.kind = kind;
    this.componentName = componentName;
  }
}
