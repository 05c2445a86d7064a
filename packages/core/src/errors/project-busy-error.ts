import { LmlError } from './lml-error.js';

/** A project is asked for something while it is doing something else. */
export class ProjectBusyError extends LmlError {
  /** `LML_PROJECT_BUSY` */
  static readonly code = 'LML_PROJECT_BUSY';

  /** `running` is what the project is doing: `train`. */
  constructor(running: string) {
    super(ProjectBusyError.code, `The project is busy with ${running}(). Await it first: await project.${running}().`);
    this.name = 'ProjectBusyError';
  }
}
