import { platform } from '#platform';

import type { Project } from '../../project/project.js';
import type { FitResult } from '../fit.js';
import type { Values } from '../training-events.js';
import { warn } from '../../warnings.js';
import { reportHtml } from './report-html.js';

/** What a report shows. */
export interface ReportInput {
  /** The project. */
  readonly project: Project;
  /** How its latest training run went. */
  readonly result: FitResult;
  /** Its results on the test data, once there are any. */
  readonly test?: Values | undefined;
  /** The checkpoint whose weights were tested. Default: none, they were those of the last step. */
  readonly tested?: string | undefined;
}

/**
 * Writes `<folder>/report.html`: curves of all reported numbers, results, model and settings, in one file that needs nothing else.
 * One that cannot be written is a warning: what it tells of is done.
 */
export async function writeReport(folder: string | undefined, input: ReportInput): Promise<void> {
  if (folder === undefined || platform.files === undefined) return;
  try {
    const [script, style] = await Promise.all([
      platform.readPackageFile('uplot/dist/uPlot.iife.min.js'),
      platform.readPackageFile('uplot/dist/uPlot.min.css'),
    ]);
    await platform.files.write(`${folder}/report.html`, reportHtml(input, { script, style }));
  } catch (error) {
    warn('LML_REPORT_NOT_WRITTEN', `The run is as it should be, but its report was not written: ${String(error)}`);
  }
}
