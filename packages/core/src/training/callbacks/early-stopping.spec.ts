import type { Callback } from '../callback.js';
import { tinyData, tinyLearner } from '../tiny-learner.fixture.js';
import { Trainer } from '../trainer.js';
import { earlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
import { scripted } from './scripted-metric.fixture.js';

async function epochsUntilStop(
  values: readonly number[],
  options: EarlyStoppingOptions,
  higherIsBetter?: boolean,
): Promise<[number, string]> {
  const learner = tinyLearner({ metrics: [scripted(values, higherIsBetter)] });
  const callbacks: Callback[] = [earlyStopping({ monitor: 'train/scripted', ...options })];
  const data = tinyData(20, { split: undefined });
  const trainer = new Trainer({ maxEpochs: values.length, loggers: [], progressBar: false, callbacks });
  const { clock, stopReason } = await trainer.fit(learner, { data });
  return [clock.epoch, stopReason];
}

describe('earlyStopping', () => {
  it('stops after as many judgements without anything better as patience allows', async () => {
    expect((await epochsUntilStop([5, 4, 4.5, 4.2, 4.1, 3], { patience: 3 }))[0]).toBe(5);
    expect((await epochsUntilStop([5, 4, 4.5, 4.2, 3.9, 3], { patience: 3 }))[1]).toBe('max-epochs');
  });

  it('takes the direction from the metric', async () => {
    expect((await epochsUntilStop([1, 2, 3, 4], { patience: 1 }, true))[1]).toBe('max-epochs');
    expect((await epochsUntilStop([1, 2, 3, 4], { patience: 1, mode: 'min' }, true))[0]).toBe(2);
  });

  it('does not count what is better by less than minDelta', async () => {
    expect((await epochsUntilStop([5, 4.95, 4.9, 4.85], { patience: 2, minDelta: 0.5 }))[0]).toBe(3);
  });

  it('stops at a value that is good enough, hopeless, or not a number', async () => {
    expect((await epochsUntilStop([5, 2, 1], { stoppingThreshold: 3 }))[1]).toContain('reached 3');
    expect((await epochsUntilStop([5, 20, 1], { divergenceThreshold: 10 }))[1]).toContain('passed 10');
    expect((await epochsUntilStop([5, NaN, 1], {}))[1]).toContain('is NaN');
  });

  it('waits for minEpochs', async () => {
    const learner = tinyLearner({ metrics: [scripted([1, 2, 3, 4, 5, 6], undefined)] });
    const trainer = new Trainer({
      maxEpochs: 6,
      minEpochs: 4,
      loggers: [],
      progressBar: false,
      callbacks: [earlyStopping({ monitor: 'train/scripted', patience: 1 })],
    });
    expect((await trainer.fit(learner, { data: tinyData(20, { split: undefined }) })).clock.epoch).toBe(4);
  });

  it('refuses a number that is never reported, and names the nearest', async () => {
    const trainer = new Trainer({
      maxEpochs: 2,
      loggers: [],
      progressBar: false,
      callbacks: [earlyStopping({ monitor: 'validation/los' })],
    });
    await expect(trainer.fit(tinyLearner())).rejects.toThrow("Did you mean 'validation/loss'?");
  });

  it('refuses to watch validation where there is none', async () => {
    const trainer = new Trainer({ maxEpochs: 2, loggers: [], progressBar: false, callbacks: [earlyStopping()] });
    await expect(trainer.fit(tinyLearner({ data: tinyData(20, { split: undefined }) }))).rejects.toThrow(
      'no validation data',
    );
  });
});
