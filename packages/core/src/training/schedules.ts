import { CheckpointError } from '../errors/checkpoint-error.js';
import { LmlError } from '../errors/lml-error.js';
import type { Clock } from '../learning/clock.js';
import type { HyperNumbers, NamedNumbers } from '../learning/optimizer.js';
import { checkNumber, scheduledNumbers, type ScheduledNumbers } from '../learning/scheduled-numbers.js';
import type { RunTotal, Scheduler } from '../learning/scheduler.js';
import type { OptimizerStep } from '../learning/training-step.js';
import type { RunLimits } from './run-limits.js';
import { checkMonitor, modeOf, monitored } from './monitor.js';
import type { Session } from './session.js';
import type { OwningHooks } from './session-state.js';
import type { ReportedValues } from './training-events.js';

/** The schedules of a run: one for each training step, though several steps may share one. */
export class Schedules {
  /** How long the run is, once the data are open. */
  private total: RunTotal = { steps: undefined, epochs: undefined };
  /** The latest value of each watched number. */
  private readonly latest = new Map<string, number>();
  /** By the name of the first step that has one, under which a checkpoint keeps its state. */
  private readonly named = new Map<string, Scheduler>();

  /** Callbacks that change the numbers before the schedules, and after them. */
  private readonly before: readonly OwningHooks[];
  private readonly after: readonly OwningHooks[];

  constructor(private readonly session: Session) {
    const { hooks = [] } = session;
    this.before = hooks.filter(({ base }) => base !== undefined);
    this.after = hooks.filter(({ schedule }) => schedule !== undefined);
    for (const { name, scheduler } of session.trainingSteps) {
      if (scheduler === undefined || [...this.named.values()].includes(scheduler)) continue;
      this.named.set(name, scheduler);
      scheduler.setup?.();
    }
  }

  /** The run begins, of epochs of so many updates where that is known. */
  begin({ maxEpochs, maxSteps }: RunLimits, updatesPerEpoch: number | undefined): void {
    const length = updatesPerEpoch ?? NaN;
    this.total = {
      steps: leastKnown(maxSteps, (maxEpochs ?? NaN) * length),
      epochs: leastKnown(maxEpochs, Math.ceil((maxSteps ?? NaN) / length)),
      stepsPerEpoch: updatesPerEpoch,
    };
    const validates = this.session.data.datasets.validation !== undefined;
    for (const { monitor } of this.named.values()) if (monitor !== undefined) checkMonitor({ validates }, monitor);
  }

  /** The optimizer's numbers for the next update of a step. */
  numbers(step: OptimizerStep, clock: Clock): HyperNumbers {
    return this.at(step, clock).numbers;
  }

  /** What is reported of all of them, by full name: the learning rates, and what else is scheduled. */
  reported(clock: Clock): ReportedValues {
    const parts = this.session.trainingSteps.map((step) => {
      const { scheduled } = this.at(step, clock);
      return Object.entries(scheduled).map(([name, value]) => [`train/${step.prefix}${name}`, value] as const);
    });
    return Object.fromEntries(parts.flat());
  }

  /** Tells the schedules what is new. */
  observe(values: ReportedValues, clock: Clock): void {
    for (const [name, scheduler] of this.named) {
      if (scheduler.monitor === undefined) continue;
      const value = monitored(values, scheduler.monitor);
      if (value === undefined) continue;
      this.latest.set(scheduler.monitor, value);
      const { every } = this.session.trainingSteps.find((step) => step.name === name)!;
      const mode = modeOf(this.session, scheduler.monitor, undefined);
      scheduler.observe?.({ value, mode, clock: { ...clock, step: ownSteps(every, clock.step) } });
    }
  }

  /** For a checkpoint. */
  state(): SchedulesState {
    const own = [...this.named].flatMap(([name, scheduler]) => (scheduler.state === undefined ? [] : [[name, scheduler.state()] as const])); // prettier-ignore
    return { monitored: Object.fromEntries(this.latest), own: Object.fromEntries(own) };
  }

  /** From a checkpoint. */
  load({ monitored, own }: SchedulesState): void {
    for (const [name, value] of Object.entries(monitored)) this.latest.set(name, value);
    for (const [name, scheduler] of this.named) {
      if (!Object.hasOwn(own, name)) continue;
      try {
        scheduler.load?.(own[name]);
      } catch (cause) {
        if (LmlError.isInstance(cause)) throw cause;
        const message = `The scheduler of '${name}' cannot take over its state from the checkpoint: ${String(cause)}. Use another checkpoint, or the scheduler of before.`;
        throw new CheckpointError(message, { cause });
      }
    }
  }

  private at({ base: own, scheduler, every, prefix }: OptimizerStep, clock: Clock): ScheduledNumbers {
    const { steps, epochs, stepsPerEpoch } = this.total;
    const time = {
      clock: { ...clock, step: ownSteps(every, clock.step) },
      total: {
        steps: steps === undefined ? undefined : ownSteps(every, steps),
        epochs,
        stepsPerEpoch: stepsPerEpoch === undefined ? undefined : stepsPerEpoch / every,
      },
      monitored: scheduler?.monitor === undefined ? undefined : this.latest.get(scheduler.monitor),
    };
    const base = this.before.reduce<HyperNumbers>((current, hook) => ({ ...current, ...hook.base!(current) }), own);
    const given = scheduledNumbers(base, scheduler, time);
    return this.after.reduce<ScheduledNumbers>(({ numbers, scheduled }, hook) => {
      const changed = hook.schedule!(numbers, { clock, total: this.total, prefix: `train/${prefix}` });
      for (const [name, value] of Object.entries(changed)) checkNumber(numbers, name, value, time, `callback '${hook.name}'`); // prettier-ignore
      return { numbers: { ...numbers, ...changed }, scheduled: { ...scheduled, ...changed } };
    }, given);
  }
}

/** What a checkpoint keeps of the schedules. */
export interface SchedulesState {
  /** The latest value of each watched number. */
  readonly monitored: NamedNumbers;
  /** What schedulers keep themselves, by training step. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** How many updates a step has made that has its turn in each of `every`. */
export function ownSteps(every: number, steps: number): number {
  return Math.floor(steps / every);
}

/** The least of two numbers that may be unknown, which NaN is too. */
function leastKnown(...numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number): number is number => number !== undefined && !Number.isNaN(number));
  return known.length === 0 ? undefined : Math.min(...known);
}
