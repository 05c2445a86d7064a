import { InvalidArgumentError, type ScheduleTime } from '@lml/core';

/** What a schedule counts by. */
export type ScheduleUnit = 'step' | 'epoch' | 'fractional-epoch';

/**
 * How far a run is, in what a schedule counts by.
 *
 * @throws `LML_INVALID_ARGUMENT` for a part of an epoch where nobody knows how many steps an epoch has.
 */
export function elapsed(
  scheduler: string,
  unit: ScheduleUnit,
  { clock, total: { stepsPerEpoch } }: ScheduleTime,
): number {
  if (unit !== 'fractional-epoch') return clock[unit];
  if (stepsPerEpoch !== undefined) return clock.step / stepsPerEpoch;
  const expected = "'step' or 'epoch' where the length of the data is not known";
  throw new InvalidArgumentError(`unit of the scheduler '${scheduler}'`, expected, unit);
}

/**
 * How long a schedule is: as it says, or as long as the run.
 *
 * @throws `LML_INVALID_ARGUMENT` where neither is known.
 */
export function lengthOf(
  scheduler: string,
  total: number | undefined,
  unit: ScheduleUnit,
  { total: { steps, epochs, stepsPerEpoch } }: ScheduleTime,
): number {
  const ofRun = { step: steps, epoch: epochs, 'fractional-epoch': (steps ?? NaN) / (stepsPerEpoch ?? NaN) }[unit];
  const length = total ?? ofRun;
  if (length !== undefined && !Number.isNaN(length)) return length;
  const remedy =
    'It is as long as the run only where maxSteps, or maxEpochs and the length of the data, tell how long that is.';
  throw new InvalidArgumentError(`total of the scheduler '${scheduler}'`, 'given', undefined, remedy);
}

/**
 * The time counted from a later beginning, which lies so many steps or epochs after that of the run. Where the steps in an epoch are
 * known, steps are counted from the beginning of that epoch too.
 */
export function timeSince(
  beginning: number,
  unit: 'step' | 'epoch',
  { clock, total, monitored }: ScheduleTime,
): ScheduleTime {
  const steps = unit === 'step' ? beginning : beginning * (total.stepsPerEpoch ?? 0);
  const epochs = unit === 'epoch' ? beginning : 0;
  return {
    clock: { ...clock, step: clock.step - steps, epoch: clock.epoch - epochs },
    total: {
      ...total,
      steps: total.steps === undefined ? undefined : total.steps - steps,
      epochs: total.epochs === undefined ? undefined : total.epochs - epochs,
    },
    monitored,
  };
}
