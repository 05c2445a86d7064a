import type { Predictor } from '../learning/predictor.js';
import { eager } from '../engines/eager-engine.js';
import type { Engine } from '../steps/engine.js';
import type { Step } from '../steps/step.js';
import { openSession, requireData, type Session } from './session.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';

const identity = (name: string): Predictor => ({ name, predict: (output) => output });

/** An eager engine that remembers which step objects it ran. */
function watched(): Engine & { seen: Map<string, Set<Step>> } {
  const engine = eager();
  const run = engine.run.bind(engine);
  const seen = new Map<string, Set<Step>>();
  return Object.assign(engine, {
    seen,
    run: (...args: Parameters<Engine['run']>) => {
      const [step] = args;
      seen.set(step.name, (seen.get(step.name) ?? new Set()).add(step));
      return run(...args);
    },
  });
}

describe('The steps of a session', () => {
  let session: Session;

  beforeEach(async () => {
    const learner = tinyLearner({ predictor: identity('first') });
    session = await openSession({
      learner,
      data: requireData(learner, undefined),
      engine: eager(),
      seed: 0,
      stages: ['train', 'validation', 'test', 'predict'],
    });
  });

  afterEach(() => {
    session.close();
    session.learner.model.dispose();
  });

  const steps = (): Step[] => [
    ...session.trainingSteps,
    session.evaluationStep('validation'),
    session.evaluationStep('test'),
    session.predictStep(true),
    session.predictStep(false),
  ];

  it('are one for each stage, and for raw outputs', () => {
    expect(steps().map(({ name, stage }) => [name, stage])).toEqual([
      ['train/', 'train'],
      ['validation', 'validation'],
      ['test', 'test'],
      ['outputs', 'predict'],
      ['predict', 'predict'],
    ]);
  });

  it('are the same objects each time', () => {
    const first = steps();
    steps().forEach((step, index) => expect(step).toBe(first[index]));
  });

  it('are other objects once the learner has another predictor', () => {
    const first = steps();
    session.learner.predictor = identity('second');
    const second = steps();
    second.forEach((step, index) => expect(step).not.toBe(first[index]));
    steps().forEach((step, index) => expect(step).toBe(second[index]));
  });

  it('reach the engine as the same objects in every epoch', async () => {
    const engine = watched();
    await new Trainer({ maxEpochs: 3, loggers: [], engine }).fit(tinyLearner());
    expect([...engine.seen].map(([name, objects]) => [name, objects.size])).toEqual([
      ['train/', 1],
      ['validation', 1],
    ]);
  });
});
