import { platform } from '#platform';

import type { Project } from '../project.js';
import type { FitResult } from '../../training/fit-result.js';
import { warn } from '../../node/warnings.js';
import { reportHtml } from './report-html.js';
import { withTest, type TestResults } from './results.js';
import { writeFigures } from './write-figures.js';

/** What a report has at most that a test is added to. */
const REPORT_BYTES = 2 ** 28;

/** Where a run's report is. */
function reportFile(folder: string): string {
  return `${folder}/report.html`;
}

/** What a report shows. */
export interface ReportInput {
  /** The project. */
  readonly project: Project;
  /** How its latest training run went. */
  readonly result: FitResult;
  /** Its settings as text. */
  readonly config: string;
}

/**
 * Writes `<folder>/report.html`: curves of all reported numbers, results, model and settings, in one file that needs nothing else, and its curves
 * and figures as files beside it.
 * One that cannot be written is a warning: what it tells of is done. Returns its path, if there is one.
 */
export async function writeReport(folder: string | undefined, input: ReportInput): Promise<string | undefined> {
  if (folder === undefined || platform.files === undefined) return undefined;
  try {
    const [script, style] = await Promise.all([
      platform.readPackageFile('uplot/dist/uPlot.iife.min.js'),
      platform.readPackageFile('uplot/dist/uPlot.min.css'),
    ]);
    const { details, history } = input.result;
    await writeFigures(platform.files, folder, { details, history, classNames: input.project.data.classNames });
    await platform.files.write(reportFile(folder), reportHtml(input, { script, style }));
    return reportFile(folder);
  } catch (error) {
    warn('LML_REPORT_NOT_WRITTEN', `The run is as it should be, but its report was not written: ${String(error)}`);
    return undefined;
  }
}

/** Adds the numbers and figures of a test to the report of a run, if it has one. Where that cannot be, a warning says why. */
export async function addTestToReport(folder: string | undefined, test: TestResults): Promise<void> {
  const { files } = platform;
  if (folder === undefined || files === undefined || !(await files.exists(reportFile(folder)))) return;
  try {
    const page = new TextDecoder().decode(await files.read(reportFile(folder), REPORT_BYTES));
    await writeFigures(files, folder, { details: test.details ?? {}, classNames: test.classNames });
    await files.write(reportFile(folder), withTest(page, test));
  } catch (error) {
    const message = `The test is as it should be, but it was not added to '${reportFile(folder)}': ${String(error)}`;
    warn('LML_REPORT_NOT_WRITTEN', message);
  }
}
