import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tinyLearner } from '../../training/tiny-learner.fixture.js';
import type { Project } from '../project.js';
import { goldenCases, goldenFolds as splitter, goldenProject } from './golden-project.fixture.js';
import { permutationTestScore, pValueOf } from './permutation-test-score.js';
import { permutationOf } from './permuted-targets.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-permutations-'));
});

afterAll(() => rm(folder, { recursive: true }));

const objective = 'absolute-error';

describe('permutationTestScore', () => {
  it.each(
    goldenCases<{ count: number; seed: number; groups: (number | string)[] | null; permutations: number[][] }>(
      'permutations',
    ),
  )('permutes as scikit-learn does: $name', ({ count, seed, groups, permutations }) => {
    permutations.forEach((expected, number) => {
      expect(Array.from(permutationOf(count, { seed, number }, groups ?? undefined))).toEqual(expected);
    });
  });

  it.each(
    goldenCases<{ seed: number; groups: number[] | null; score: number; scores: number[]; pValue: number }>(
      'permutation-test',
    ),
  )('gives the scores and the p-value of scikit-learn: $name', async ({ seed, groups, score, scores, pValue }) => {
    const found = await permutationTestScore(goldenProject(), {
      ...{ splitter, objective, permutations: scores.length, randomState: seed },
      groups: groups ?? undefined,
    });
    expect(found).toMatchObject({ status: 'completed', objective: { name: objective, mode: 'min' }, pValue });
    expect(found.score).toBeCloseTo(score, 5);
    expect(found.permutationScores).toHaveLength(scores.length);
    found.permutationScores.forEach((value, at) => expect(value).toBeCloseTo(scores[at]!, 5));
  });

  it('counts what is as good, either way', () => {
    expect(pValueOf(0.5, [0.5, 0.25, 0.75], { mode: 'max' })).toBe(3 / 4);
    expect(pValueOf(0.5, [0.5, 0.25, 0.75], { mode: 'min' })).toBe(3 / 4);
    expect(pValueOf(0.9, [0.5, 0.25, 0.75], { mode: 'max' })).toBe(1 / 4);
    expect(pValueOf(0.9, [0.5, 0.25, 0.75], { mode: 'min' })).toBe(1);
  });

  it('goes on with one that was interrupted', async () => {
    const stop = new AbortController();
    let made = 0;
    const counting = (stopAt: number): Project =>
      goldenProject({
        learner: () => {
          if (++made === stopAt) stop.abort();
          return tinyLearner({ model: goldenProject().learner.model });
        },
        folder,
        name: 'interrupted',
      });
    const options = { splitter, permutations: 2 };
    // One for the project, one for the check, three for the targets as they are, three for the first permutation.
    const first = await permutationTestScore(counting(10), { ...options, signal: stop.signal });
    expect(first.status).toBe('interrupted');
    expect(first.permutationScores).toHaveLength(1);
    expect(first.pValue).toBeUndefined();
    made = 0;
    const again = await permutationTestScore(counting(-1), { ...options, resume: true });
    expect(made).toBe(2 + 9 - 7);
    expect(again).toMatchObject({ status: 'completed', folder: first.folder, score: first.score });
    expect(again.permutationScores[0]).toBe(first.permutationScores[0]);
    expect(again.pValue).toBe(pValueOf(again.score!, again.permutationScores, again.objective));
  });

  it.each([
    [{ permutations: 0 }, 'permutations'],
    [{ randomState: 0.5 }, 'randomState'],
    [{ objective: ['loss', 'absolute-error'] }, 'the name of one number'],
    [{ objective: 'absolute-eror' }, "Did you mean 'absolute-error'?"],
    [{ objective: 'test/loss' }, "Write 'loss'"],
  ])('refuses %j', async (wrong, message) => {
    await expect(
      permutationTestScore(goldenProject(), { splitter, permutations: 1, ...wrong } as never),
    ).rejects.toThrow(message);
  });
});
