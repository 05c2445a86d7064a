import { distance, type Arrays, type Subject, type Trained } from './agreement.fixture.js';
import { inDouble } from './double.fixture.js';
import { trainEagerly, trainOnEngine, type CreateEngine } from './engines.fixture.js';
import type { LayerCases } from './layers/build.fixture.js';

/** How far gradients may be off, against the norm of all of them. */
const GRADIENT_TOLERANCE = 1e-5;

/** How far weights may be off after {@link STEPS} steps, against the norm of all of them. */
const WEIGHT_TOLERANCE = 1e-4;

/** Steps of gradient descent: enough for a difference to show. */
const STEPS = 8;

/** What a function makes of each subject, computed once for all engines that are compared with it. */
function remembered(compute: (subject: Subject) => Promise<Trained>): (subject: Subject) => Promise<Trained> {
  const found = new Map<Subject, Promise<Trained>>();
  return (subject) => {
    const value = found.get(subject) ?? compute(subject);
    found.set(subject, value);
    return value;
  };
}

const opByOp = remembered((subject) => trainEagerly(subject, STEPS));
const exactly = remembered((subject) => inDouble(() => trainEagerly(subject, 1)));

/** What of the state the loss moves, and what the step moves by itself. */
function parts({ state, gradients }: Trained): { weights: Arrays; statistics: Arrays } {
  const pick = (wanted: boolean): Arrays =>
    Object.fromEntries(Object.entries(state).filter(([name]) => name in gradients === wanted));
  return { weights: pick(true), statistics: pick(false) };
}

/** Expects what two engines made of a subject to agree. */
export function expectAgreement(actual: Trained, expected: Trained): void {
  expect(distance(actual.gradients, expected.gradients)).toBeLessThan(GRADIENT_TOLERANCE);
  const [found, wanted] = [parts(actual), parts(expected)];
  expect(distance(found.weights, wanted.weights)).toBeLessThan(WEIGHT_TOLERANCE);
  if (Object.keys(wanted.statistics).length > 0)
    expect(distance(found.statistics, wanted.statistics)).toBeLessThan(WEIGHT_TOLERANCE);
  expect(distance(actual.used, expected.used)).toBeLessThan(WEIGHT_TOLERANCE);
  actual.losses.forEach((loss, step) => {
    expect(Math.abs(loss - expected.losses[step]!)).toBeLessThan(WEIGHT_TOLERANCE * (1 + expected.losses[step]!));
  });
}

/** Describes the gradients and some steps of models on an engine, against those op by op. */
export function describeModels(create: CreateEngine, subjects: Readonly<Record<string, Subject>>): void {
  describe.each(Object.entries(subjects))('%s', (_name, subject) => {
    let [eager, found]: Trained[] = [];
    beforeAll(async () => {
      eager = await opByOp(subject);
      found = await trainOnEngine(create, subject, STEPS);
    });

    it('has the gradients and the weights after some steps that it has op by op', () => {
      expect(distance(eager!.state, eager!.start)).toBeGreaterThan(1e-3);
      expectAgreement(found!, eager!);
    });

    it('has the gradients that it has in double precision', async () => {
      const exact = await exactly(subject);
      expect(distance(found!.gradients, exact.gradients)).toBeLessThan(GRADIENT_TOLERANCE);
    });

    it('has the same bytes when it is trained again', async () => {
      expect(await trainOnEngine(create, subject, STEPS)).toEqual(found);
    });
  });
}

/** Describes the gradients and some steps of layers on an engine, against those op by op. */
export function describeLayers(create: CreateEngine, cases: LayerCases): void {
  const entries = Object.entries(cases);
  const fails = ([, { fails: message }]: (typeof entries)[number]): boolean => message !== undefined;

  it.each(entries.filter((entry) => !fails(entry)))(
    '%s has the gradients and the weights after some steps that it has op by op',
    async (_name, subject) => {
      const eager = await opByOp(subject);
      expect(distance(eager.state, eager.start)).toBeGreaterThan(1e-3);
      expectAgreement(await trainOnEngine(create, subject, STEPS), eager);
    },
  );

  const failing = entries.filter(fails);
  if (failing.length === 0) return;
  it.each(failing)('%s cannot be trained by TensorFlow.js, and both engines say so', async (_name, subject) => {
    await expect(trainEagerly(subject, 1)).rejects.toThrow(subject.fails);
    await expect(trainOnEngine(create, subject, 1)).rejects.toThrow(subject.fails);
  });
}
