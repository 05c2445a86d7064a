import { LmlError } from './lml-error.js';

/** A plugin was made for another version of the plugin interface. */
export class PluginVersionError extends LmlError {
  /** `LML_PLUGIN_VERSION` */
  static readonly code = 'LML_PLUGIN_VERSION';

  /** `message` says what was received, what was expected and what to do. */
  constructor(message: string, options?: { cause?: unknown }) {
    super(PluginVersionError.code, message, options);
    this.name = 'PluginVersionError';
  }
}
