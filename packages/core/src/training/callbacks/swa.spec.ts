import { swa, type Callback } from '../../index.js';
import { groupedOptimizer } from '../../learning/grouped-optimizer.js';
import { descent, tinyLearner } from '../tiny-learner.fixture.js';
import { quiet } from '../trainer.fixture.js';
import { Trainer } from '../trainer.js';

describe('swa', () => {
  it('takes all rates of an optimizer to its own, from what the schedule gave for the first epoch', async () => {
    const rates: Readonly<Record<string, number>>[] = [];
    const watching: Callback = { name: 'watching', trainEpochStart: ({ scheduled }) => void rates.push(scheduled) };
    const groups = [{ match: '*/bias', lr: 0.04 }];
    const learner = tinyLearner({
      optimizer: groupedOptimizer({ lr: 0.02, groups }, ({ lr }) => descent(lr)),
      scheduler: { values: ({ lr }, { clock }) => ({ lr: lr / (1 + clock.epoch) }) },
    });
    const callbacks = [swa({ swaLr: 0.001, start: { epoch: 1 }, annealEpochs: 2, annealing: 'linear' }), watching];
    await new Trainer({ ...quiet, maxEpochs: 4, callbacks }).fit(learner);
    const close = (value: number): number => expect.closeTo(value, 12) as number;
    expect(rates).toEqual([
      { 'train/lr': 0.02, 'train/lr@*/bias': 0.04 },
      { 'train/lr': close(0.01), 'train/lr@*/bias': close(0.02) },
      { 'train/lr': close(0.0055), 'train/lr@*/bias': close(0.0105) },
      { 'train/lr': 0.001, 'train/lr@*/bias': 0.001 },
    ]);
  });

  it('uses the weights themselves as long as no epoch counts', async () => {
    const [averaged, plain] = [tinyLearner(), tinyLearner()];
    const callbacks = [swa({ swaLr: 0.01, start: { epoch: 2 } })];
    const { values } = await new Trainer({ ...quiet, maxEpochs: 2, callbacks }).fit(averaged);
    expect(values).toEqual((await new Trainer({ ...quiet, maxEpochs: 2 }).fit(plain)).values);
    expect(await averaged.model.getWeights()).toEqual(await plain.model.getWeights());
  });

  it('needs maxEpochs for a fraction, and refuses options that cannot be', async () => {
    const trainer = new Trainer({ ...quiet, maxSteps: 2, callbacks: [swa({ swaLr: 0.01 })] });
    await expect(trainer.fit(tinyLearner())).rejects.toThrow(
      /start of swa must be \{ epoch \} in a run without maxEpochs/,
    );
    for (const options of [{ swaLr: 0 }, { swaLr: 1, annealEpochs: -1 }, { swaLr: 1, start: { fraction: 1 } }])
      expect(() => swa(options)).toThrow(/LML_INVALID_OPTIONS/);
  });
});
