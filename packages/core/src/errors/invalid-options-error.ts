import { placed, type ConfigPath } from './config-path.js';
import { LmlError } from './lml-error.js';

/** One thing that is wrong with a set of options. */
export interface OptionIssue {
  /** The way to the option: `['model', 'hiddenSizes', 0]`. */
  readonly path: ConfigPath;
  /** What is wrong with it. */
  readonly message: string;
}

/** The options of a component, or a whole config, do not fit its schema. */
export class InvalidOptionsError extends LmlError {
  /** `LML_INVALID_OPTIONS` */
  static readonly code = 'LML_INVALID_OPTIONS';
  /** Everything that is wrong. */
  readonly issues: readonly OptionIssue[];
  /** What the options are for: `loss 'huber'`. */
  readonly subject: string;

  /** `subject` is what the options are for; `where` may add a file, line and column to each issue. */
  constructor(subject: string, issues: readonly OptionIssue[], where?: (issue: OptionIssue) => string | undefined) {
    const lines = issues.map((issue) => `  ${placed(issue.message, issue.path, where?.(issue))}`);
    super(InvalidOptionsError.code, `The options of ${subject} are not valid.\n${lines.join('\n')}\n`);
    this.name = 'InvalidOptionsError';
    this.issues = issues;
    this.subject = subject;
  }
}
