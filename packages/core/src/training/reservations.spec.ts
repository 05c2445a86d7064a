import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Project } from '../project/project.js';
import type { Callback } from './callback.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';

const quiet = { loggers: [], progressBar: false, maxEpochs: 2 } as const;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-reserved-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('While a fit has a learner', () => {
  it('it is not judged, does not predict and takes no other weights, and the fit ends as if it were alone', async () => {
    const alone = tinyLearner();
    const { lastCheckpoint } = await new Trainer(quiet).fit(alone, { seed: 3, folder });
    const learner = tinyLearner();
    const sameModel = Object.assign(tinyLearner(), { model: learner.model });
    const refusals: unknown[] = [];
    const asking: Callback = {
      name: 'asking',
      async trainEpochEnd() {
        const trainer = new Trainer(quiet);
        for (const asked of [learner, sameModel]) {
          const other = new Project({ learner: asked, trainer: quiet, folder: false });
          const actions = [
            () => trainer.validate(asked),
            () => trainer.test(asked),
            () => trainer.predict(asked),
            () => other.load(lastCheckpoint!),
          ];
          for (const action of actions) refusals.push(await action().catch((error: unknown) => error));
        }
      },
    };
    await new Trainer({ ...quiet, callbacks: [asking] }).fit(learner, { seed: 3 });
    expect(refusals).toHaveLength(16);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        code: 'LML_INVALID_ARGUMENT',
        argument: expect.stringMatching(/^(learner|model)$/),
      });
    }
    expect(await learner.model.getWeights()).toEqual(await alone.model.getWeights());
  });

  it('is free again once the fit is over', async () => {
    const learner = tinyLearner();
    const { lastCheckpoint } = await new Trainer(quiet).fit(learner, { folder });
    await new Project({ learner, trainer: quiet, folder: false }).load(lastCheckpoint!);
    expect(Object.keys(await new Trainer(quiet).test(learner))).toContain('test/loss');
  });

  it('is free again after a checkpoint that could not be loaded', async () => {
    const learner = tinyLearner();
    const project = new Project({ learner, trainer: quiet, folder: false });
    await expect(project.load(join(folder, 'none'))).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
    expect((await project.train()).status).toBe('completed');
  });
});
