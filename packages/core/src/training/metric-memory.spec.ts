import { ndArray } from '../data/nd-array.js';
import type { Metric } from '../learning/metric.js';
import type { FitResult } from './fit-result.js';
import { absoluteError, tinyLearner } from './tiny-learner.fixture.js';
import { quiet, temporaryFolder } from './trainer.fixture.js';
import { Trainer } from './trainer.js';

/** The error, and the least of all epochs. */
function leastError(): Metric {
  const error = absoluteError();
  const now = (state: Parameters<Metric['compute']>[0]): number => error.compute(state) as number;
  const least = (state: Parameters<Metric['compute']>[0]): number =>
    Math.min(now(state), Number(state['past/least']?.data[0] ?? Infinity));
  return {
    ...error,
    compute: (state) => ({ now: now(state), least: least(state) }),
    remember: (state) => ({ least: ndArray(least(state)) }),
  };
}

const options = { ...quiet, checkpoint: false, maxEpochs: 4 };
const numbers = ({ history }: FitResult): unknown[] => history.map(({ values }) => values);

describe('What metrics remember', () => {
  it('is that of the epochs before, of each stage', async () => {
    const { history } = await new Trainer(options).fit(tinyLearner({ metrics: [leastError()] }), { seed: 1 });
    for (const stage of ['train', 'validation']) {
      const of = (key: string): number[] => history.map(({ values }) => values[`${stage}/absolute-error/${key}`]!);
      const now = of('now');
      expect(of('least').map(Math.fround)).toEqual(now.map((_, at) => Math.fround(Math.min(...now.slice(0, at + 1)))));
    }
  });

  it('is in checkpoints', async () => {
    const learner = () => tinyLearner({ metrics: [leastError()] });
    const whole = await new Trainer(options).fit(learner(), { seed: 3 });
    const folder = await temporaryFolder();
    const half = await new Trainer({ ...quiet, maxEpochs: 2 }).fit(learner(), { seed: 3, folder });
    expect(numbers(half)).toEqual(numbers(whole).slice(0, 2));
    const resumed = await new Trainer(options).fit(learner(), { seed: 3, resumeFrom: folder });
    expect(numbers(resumed)).toEqual(numbers(whole));
  });

  it('is not told of the part of an epoch after which a run stops', async () => {
    const seen: unknown[] = [];
    const metric: Metric = {
      ...absoluteError(),
      stages: ['train'],
      remember: (state) => (seen.push(state), {}),
    };
    await new Trainer({ ...options, maxEpochs: undefined, maxSteps: 6 }).fit(tinyLearner({ metrics: [metric] }));
    // 4 batches an epoch.
    expect(seen).toHaveLength(1);
  });

  it('must be arrays', async () => {
    const metric: Metric = { ...absoluteError(), remember: () => ({ least: 1 }) as never };
    await expect(new Trainer(options).test(tinyLearner({ metrics: [metric] }))).rejects.toThrow(
      "What remember of the metric 'absolute-error' gives as 'least' must be an NdArray, got 1",
    );
  });
});
