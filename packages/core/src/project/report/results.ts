import { z } from 'zod';

import { isRecord, readNumber, writeNumber } from '../../training/checkpoints/plain-json.js';
import { splitCheckpointPath } from '../../training/checkpoints/checkpoint-path.js';
import type { ReportedDetails } from '../../training/details.js';
import type { FitResult } from '../../training/fit-result.js';
import { bestEpoch } from '../../training/monitor.js';
import type { ReportedValues } from '../../training/training-events.js';
import { escape } from '../../figures/escape.js';
import { figuresSection } from './figures.js';
import { resultsTable, type Column } from './tables.js';

const valuesSchema = z.record(
  z.string(),
  z.custom<number>((value) => typeof value === 'number'),
);
const weightsSchema = z.object({
  epoch: z.int(),
  /** The name of the checkpoint that has them, if there is one. */
  checkpoint: z.string().optional(),
  values: valuesSchema,
});
const resultsSchema = z.object({
  /** By which number the best are the best. */
  monitor: z.string(),
  best: weightsSchema.optional(),
  /** Those of the last epoch, where they are others. */
  last: weightsSchema.optional(),
  /** The epoch in which the run ended. */
  end: z.int(),
});

/** The numbers of a run, as its report keeps them beside the table, so that those of a test can be added later. */
export type Results = z.output<typeof resultsSchema>;

/** The numbers of a test, and the checkpoint whose weights were tested; none where they were those of the last step. */
export interface TestResults {
  /** By full name. */
  readonly values: ReportedValues;
  /** The path of the checkpoint. */
  readonly checkpoint?: string | undefined;
  /** Arrays and figures of metrics by full name. */
  readonly details?: ReportedDetails | undefined;
  /** The names of classes, where they are known. */
  readonly classNames?: readonly string[] | undefined;
}

/** What a report says of how a run went. */
export function resultsOf({ history, monitor, clock, bestCheckpoint, lastCheckpoint }: FitResult): Results {
  const best = bestEpoch(history, monitor);
  const last = history.at(-1);
  const idOf = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : splitCheckpointPath(path).id;
  return {
    monitor: monitor.name,
    best: best && { epoch: best.clock.epoch, checkpoint: idOf(bestCheckpoint), values: withoutRate(best.values) },
    last:
      last === undefined || last === best
        ? undefined
        : { epoch: last.clock.epoch, checkpoint: idOf(lastCheckpoint), values: withoutRate(last.values) },
    end: clock.epoch,
  };
}

/** The part of a report's page with the results, of a test too if there was one. */
export function resultsSection(results: Results, test?: TestResults): string {
  const { best, last, end, monitor } = results;
  const columns: Column[] = [
    ...(best === undefined ? [] : [{ title: `epoch ${best.epoch}, the best`, values: best.values }]),
    ...(last === undefined ? [] : [{ title: `epoch ${last.epoch}, the last`, values: last.values }]),
  ];
  let note = 'Not tested yet: project.test() or npx lml test adds the numbers here.';
  if (test !== undefined) {
    const id = test.checkpoint === undefined ? undefined : splitCheckpointPath(test.checkpoint).id;
    let title = 'another checkpoint';
    note = `The test is of the weights of ${test.checkpoint}.`;
    if (id === undefined) {
      title = `epoch ${end}, ${last === undefined && best?.epoch === end ? 'the best' : 'the last'}`;
      note = `The test is of the weights of the last step, after epoch ${end}.`;
    } else if (id === best?.checkpoint) {
      title = `epoch ${best.epoch}, the best`;
      note = `The test is of the weights of epoch ${best.epoch}, the best by ${monitor}: ${test.checkpoint}.`;
    } else if (id === last?.checkpoint) {
      title = `epoch ${last.epoch}, the last`;
      note = `The test is of the weights of epoch ${last.epoch}, the last: ${test.checkpoint}.`;
    }
    addColumn(columns, { title, values: test.values });
  }
  const data = JSON.stringify(results, writeNumber).replaceAll('<', '\\u003c');
  return `<section id="results">
<script type="application/json">${data}</script>
${resultsTable(columns)}
<p class="note">${escape(note)}</p>
</section>`;
}

/** The part of a report's page with the figures of a test; empty before there is one. */
export function testFigures(details: ReportedDetails, classNames?: readonly string[]): string {
  return `<section id="test-figures">${figuresSection(details, { heading: 'Figures of the test', classNames })}</section><!-- test-figures -->`;
}

/**
 * A report's page with the numbers and figures of a test added, in place of those of an earlier one.
 *
 * @throws if the page is not one that a run wrote.
 */
export function withTest(page: string, test: TestResults): string {
  const [section] = /<section id="results">[\s\S]*?<\/section>/.exec(page) ?? [];
  const [, data] = /<script type="application\/json">(.*)<\/script>/.exec(section ?? '') ?? [];
  const results: unknown = data === undefined ? undefined : JSON.parse(data, readNumber);
  if (section === undefined || !isRecord(results)) throw new Error('the page has no results of a run');
  return page
    .replace(section, () => resultsSection(resultsSchema.parse(results), test))
    .replace(/<section id="test-figures">[\s\S]*?<\/section><!-- test-figures -->/, () =>
      testFigures(test.details ?? {}, test.classNames),
    );
}

/** Beside the other numbers of the same weights, if they are there. */
function addColumn(columns: Column[], column: Column): void {
  const same = columns.findIndex(({ title }) => title === column.title);
  if (same < 0) columns.push(column);
  else columns[same] = { ...column, values: { ...columns[same]!.values, ...column.values } };
}

/** Without learning rates, of several training steps and groups of parameters too. */
function withoutRate(values: ReportedValues): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !/^train\/(.*\/)?lr(@.*)?$/.test(name)));
}
