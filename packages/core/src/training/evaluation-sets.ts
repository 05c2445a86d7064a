import type { NamedLoader } from '../data/data-module.js';
import type { Clock } from '../learning/clock.js';
import type { MetricDetail } from '../learning/metric-report.js';
import type { JudgedBatch } from './callback.js';
import { detailsOf, withDetails } from './details.js';
import { evaluationLoop } from './evaluation-loop.js';
import { limitedLength, type EpochLimit } from './interval.js';
import { createPatience, type Patience } from './patience.js';
import type { Session } from './session.js';
import type { ReportedValues } from './training-events.js';

/** The data of a stage that judges: one set, or several by name. */
export class EvaluationSets {
  /** The batches of all sets, as far as it is known. */
  readonly batches: number | undefined;
  private readonly lengths: readonly (number | undefined)[];

  /** The sets must be open. A limit is for each. */
  constructor(
    private readonly loaders: readonly NamedLoader[],
    limit: EpochLimit | undefined,
  ) {
    this.lengths = loaders.map(({ loader }) => limitedLength(limit, loader.length));
    this.batches = this.lengths.reduce<number | undefined>(
      (sum, length) => (sum === undefined || length === undefined ? undefined : sum + length),
      0,
    );
  }

  /**
   * Judges set by set: yields after each batch, returns loss and metrics by full name, `validation/noisy/loss` where there are several
   * sets; then `validation/loss` is the mean of their losses, by which epochs are compared. Where `patience` gave the data up, there
   * are no results.
   */
  async *judge(
    session: Session,
    stage: 'validation' | 'test',
    patience: Patience = createPatience(),
    clock?: Clock,
  ): AsyncGenerator<JudgedBatch, ReportedValues> {
    const results: Record<string, number> = {};
    const details: Record<string, MetricDetail> = {};
    let before = 0;
    for (const [position, named] of this.loaders.entries()) {
      const { set } = named;
      let count = 0;
      const judged = evaluationLoop(session, stage, named, this.lengths[position], patience, clock);
      let next = await judged.next();
      try {
        for (; next.done !== true; next = await judged.next()) {
          count = next.value.index + 1;
          yield { ...next.value, index: before + next.value.index, batches: this.batches };
        }
      } finally {
        // After an error in a hook, what is still on the device is disposed.
        if (next.done !== true) await judged.return({});
      }
      if (patience.gaveUp) return {};
      const shown = detailsOf(session.details, [stage]);
      Object.assign(results, set === undefined ? next.value : ofSet(next.value, stage, set));
      Object.assign(details, set === undefined ? shown : ofSet(shown, stage, set));
      before += count;
    }
    session.details = withDetails(session.details, stage, details);
    if (this.loaders[0]?.set === undefined) return results;
    const losses = this.loaders.map(({ set }) => results[`${stage}/${set}/loss`]!);
    return { [`${stage}/loss`]: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, ...results };
  }
}

/** The results of a set, with its name after the stage. */
function ofSet<Value>(values: Readonly<Record<string, Value>>, stage: string, set: string): Record<string, Value> {
  const entries = Object.entries(values).map(
    ([name, value]) => [`${stage}/${set}${name.slice(stage.length)}`, value] as const,
  );
  return Object.fromEntries(entries);
}
