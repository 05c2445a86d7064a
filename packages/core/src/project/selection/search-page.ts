import { platform } from '#platform';

import type { Study } from '../../search/study.js';
import type { FitResult } from '../../training/fit-result.js';
import { endLine } from '../../training/loggers/describe-end.js';
import { printsOnConsole } from '../../training/run-context.js';
import type { ReportedValues } from '../../training/training-events.js';
import type { Project } from '../project.js';
import { searchReportHtml } from '../report/search-report.js';

/** What the page of a search is made of. */
export interface SearchPage {
  readonly project: Project;
  readonly study: Study;
  readonly folder: string | undefined;
  /** How the best was trained, once it is. */
  readonly fit?: FitResult | undefined;
  readonly test?: ReportedValues | undefined;
}

/** Writes `report.html` into the folder of a search; once the best is trained, says where it is. */
export async function writeSearchPage({ project, study, folder, fit, test }: SearchPage): Promise<void> {
  if (folder === undefined) return;
  const { trials, best, view } = study;
  const seconds = trials.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);
  const refit = fit && { epochs: fit.clock.epoch, folder: fit.folder, values: fit.values };
  const name = `${project.options.name ?? 'project'}: search`;
  const page = searchReportHtml({ name, trials, ...view, best, refit, test, seconds });
  await platform.files?.write(`${folder}/report.html`, page);
  if (fit !== undefined && printsOnConsole(project.trainer.options))
    platform.print(endLine('search', `${folder}/report.html`));
}
