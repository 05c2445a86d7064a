import type { LogRegister } from '../learning/learner-context.js';
import type { MetricDetail } from '../learning/metric-report.js';
import { reportResult } from '../learning/metric-report.js';
import type { MetricResult } from '../learning/metric.js';
import { refuseToLog } from './call-hook.js';
import type { CallbackLogOptions } from './callback.js';
import type { ReportedDetails } from './details.js';
import { createScalars, type Scalars } from './scalars.js';

/** What numbers belong to that are logged now. */
interface LogPlace {
  /** What stands before their names. */
  readonly stage: 'train' | 'validation' | 'test';
  /** Where they are gathered. */
  readonly scalars: Scalars;
  /** Is told what is gathered so far of a number, where it counts at once. */
  readonly publish?: ((name: string, value: number) => void) | undefined;
}

/** What the callbacks of a run log. */
export class CallbackLog {
  /** The latest arrays and figures, by full name. */
  details: ReportedDetails = {};
  private fresh: Record<string, MetricDetail> = {};
  private place: LogPlace | undefined;

  constructor(private readonly register: LogRegister) {}

  /** From now on numbers are gathered by `scalars`, and count with what is there. */
  gatherIn(stage: LogPlace['stage'], scalars: Scalars): void {
    this.place = { stage, scalars };
  }

  /** From now on numbers count at once. */
  publishTo(stage: LogPlace['stage'], publish: (name: string, value: number) => void): void {
    this.place = { stage, scalars: createScalars('', this.register), publish };
  }

  /** From now on nothing can be logged. */
  close(): void {
    this.place = undefined;
  }

  /** Logs for a callback. */
  add(owner: string, name: string, value: MetricResult, options: CallbackLogOptions = {}): void {
    if (this.place === undefined) refuseToLog(owner, name);
    const { stage, scalars, publish } = this.place;
    const { numbers, details } = reportResult(`${stage}/${owner}/${name}`, value);
    for (const [full, number] of Object.entries(numbers)) {
      this.register.set(full, options);
      scalars.gather(full, number);
      publish?.(full, scalars.epoch()[full]!);
    }
    this.details = { ...this.details, ...details };
    Object.assign(this.fresh, details);
  }

  /** The arrays and figures that are new since it was asked before. */
  takeFresh(): ReportedDetails {
    const { fresh } = this;
    this.fresh = {};
    return fresh;
  }
}
