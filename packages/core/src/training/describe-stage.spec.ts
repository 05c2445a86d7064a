import {
  columnarDataset,
  eager,
  LmlError,
  ndArray,
  Trainer,
  type Engine,
  type HostBatch,
  type TrainerOptions,
} from '../index.js';
import type { Step, StepInput } from '../engine.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';

/** An engine that would compile, and says what it was asked about. */
function describing(): Engine & { asked: { step: Step; batch: HostBatch; input: StepInput }[]; disposed: number } {
  const engine = eager();
  const dispose = engine.dispose.bind(engine);
  const changed = Object.assign(engine, {
    asked: [] as { step: Step; batch: HostBatch; input: StepInput }[],
    disposed: 0,
    describe(step: Step, batch: HostBatch, input: StepInput): Promise<string> {
      changed.asked.push({ step, batch, input });
      return Promise.resolve(`graph of ${step.name}`);
    },
    run(): never {
      throw new Error('A step was run.');
    },
    dispose(): void {
      changed.disposed++;
      dispose();
    },
  });
  return changed;
}

const quiet: TrainerOptions = { loggers: [], progressBar: false };

describe('describe', () => {
  it('asks the engine about the training step and the first batch', async () => {
    const engine = describing();
    const trainer = new Trainer({ ...quiet, maxEpochs: 1, engine });
    await expect(trainer.describe(tinyLearner())).resolves.toBe('graph of train/');
    const [{ step, batch, input }] = engine.asked as [(typeof engine.asked)[0]];
    expect(step.stage).toBe('train');
    expect(batch).toMatchObject({ input: { shape: [8, 3] }, target: { shape: [8, 1] } });
    expect(input).toEqual({ step: 0, hyper: { 'optimizer/lr': 0.01, 'lml/batch': 0 } });
    expect(engine.disposed).toBeGreaterThan(0);
  });

  it.each(['validation', 'test', 'predict'] as const)('asks about the step of stage %s', async (stage) => {
    const engine = describing();
    const trainer = new Trainer({ ...quiet, maxEpochs: 1, engine });
    const predict = columnarDataset(() => ({ input: ndArray(new Float32Array(15), { shape: [5, 3] }) }));
    await trainer.describe(tinyLearner(), { stage, data: tinyData(50, { batchSize: 4, predict }) });
    expect(engine.asked.map(({ step }) => step.stage)).toEqual([stage]);
    expect(engine.asked[0]!.batch).toMatchObject({ input: { shape: [4, 3] } });
  });

  it('describes each step of a learner that has several', async () => {
    const learner = tinyLearner();
    const computeLoss = learner.computeLoss.bind(learner);
    learner.trainingSteps = () => ['first', 'second'].map((name) => ({ name, computeLoss }));
    const engine = describing();
    const text = await new Trainer({ ...quiet, maxEpochs: 1, engine }).describe(learner);
    expect(text).toBe('graph of train/first/\n\ngraph of train/second/');
  });

  it('is refused where steps run op by op, and lets everything go', async () => {
    const engine = eager();
    const error: unknown = await new Trainer({ ...quiet, maxEpochs: 1, engine }).describe(tinyLearner()).catch((reason: unknown) => reason); // prettier-ignore
    expect(LmlError.isInstance(error, 'LML_MISSING_FEATURE')).toBe(true);
    expect((error as LmlError).message).toContain('engine eager (cpu)');
    expect(() => engine.state).toThrow('LML_INVALID_ARGUMENT');
  });

  it('is refused where the stage has no data', async () => {
    const trainer = new Trainer({ ...quiet, maxEpochs: 1, engine: describing() });
    const action = { stage: 'validation' as const, data: tinyData(50, { split: {} }) };
    await expect(trainer.describe(tinyLearner(), action)).rejects.toThrow('LML_INCOMPLETE_LEARNER');
  });
});
