import { tinyData, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project } from '../project.js';
import { quiet } from '../tiny-plugin.fixture.js';
import { foldEnsemble } from './fold-ensemble.js';

// What it computes is tested in packages/models/src/composed/fold-ensemble.spec.ts, beside the model that it is.
describe('foldEnsemble', () => {
  it('says which package it needs', async () => {
    const project = new Project({ learner: () => tinyLearner(), data: tinyData(), trainer: quiet, folder: false });
    await expect(foldEnsemble(project, 'runs/project/1')).rejects.toMatchObject({
      code: 'LML_MISSING_FEATURE',
      message: expect.stringContaining("import '@lml/models'"),
    });
  });
});
