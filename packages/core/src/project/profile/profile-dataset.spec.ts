import { columnarDataset } from '../../data/columnar.js';
import type { Dataset } from '../../data/dataset.js';
import { ndArray } from '../../data/nd-array.js';
import type { Sample } from '../../data/sample.js';
import { profileDataset } from './profile-dataset.js';
import { profileHtml, profileRow } from './profile-page.js';

function records(rows: readonly Sample[], more: Partial<Dataset> = {}): Dataset {
  return { open: () => undefined, length: rows.length, get: (index) => rows[index]!, ...more };
}

describe('profileDataset', () => {
  it('has types, missing values, ranges and frequent values', async () => {
    const rows = [3, 1, 2, 4, NaN].map((age, at) => ({ input: { age, kind: ['a', 'b', '', 'a', 'a'][at]! } }));
    const { columns, duplicates } = await profileDataset(records(rows));
    expect(columns[0]).toMatchObject({
      name: 'age',
      type: 'number',
      missing: 1,
      distinct: 4,
      min: 1,
      max: 4,
      mean: 2.5,
      quartiles: [1.75, 2.5, 3.25],
      notes: [],
    });
    expect(columns[0]!.deviation).toBeCloseTo(1.118034, 6);
    expect(columns[1]).toMatchObject({
      type: 'text',
      missing: 1,
      distinct: 2,
      top: [
        { value: 'a', count: 3 },
        { value: 'b', count: 1 },
      ],
    });
    expect(duplicates).toBe(0);
    expect(profileRow(columns[0]!)).toEqual([
      'age',
      'number',
      '1',
      '4',
      '1',
      '2.5',
      '2.5',
      '4',
      '1 (1), 2 (1), 3 (1), …',
    ]);
  });

  it('names features, counts classes, and finds columns that go together', async () => {
    const input = ndArray([
      [1, -2],
      [2, -4],
      [3, -6],
      [3, -6],
    ]);
    const dataset = columnarDataset(() => ({ input, target: ndArray([0, 1, 1, 1], { dtype: 'int32' }) }));
    const open = (): Promise<void> | void => dataset.open();
    const named = Object.assign(Object.create(dataset) as Dataset, {
      open,
      classNames: ['no', 'yes'],
      inputNames: ['x', 'y'],
    });
    const profile = await profileDataset(named);
    expect(profile.columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(profile.classes).toEqual([
      { value: 'no', count: 1 },
      { value: 'yes', count: 3 },
    ]);
    expect(profile.correlations?.values[0]?.[1]).toBeCloseTo(-1, 12);
    expect(profile.duplicates).toBe(1);
    expect(profile.notes).toEqual([
      "'x' and 'y' go together (correlation -1.0000)",
      '1 of 4 samples are the same as an earlier one',
    ]);
  });

  it.each([
    ['constant', [5, 5, 5], /constant/],
    ['counts the rows', Array.from({ length: 20 }, (_, at) => at + 7), /counts the rows/],
    ['mostly numbers', ['1', '2', '3', '4', '5', 'n.a.'], /mostly numbers, but for 'n\.a\.'/],
    ['dates', ['2026-01-01', '2026-01-02'], /dates/],
    ['blanks', ['a', ' b'], /blanks around 'b'/],
    ['case', ['Red', 'red'], /'Red' and 'red' differ in their case alone/],
    ['signs', ['MALE', '.'], /'\.' has no letter or digit/],
    ['missing', ['', '', 'a'], /67 % missing/],
    ['names', Array.from({ length: 20 }, (_, at) => `name ${at}`), /different in each row/],
  ])('notes %s', async (_, values, note) => {
    const { notes } = await profileDataset(records(values.map((x) => ({ input: { x } }))));
    expect(notes.join('\n')).toMatch(note);
  });

  it('says when classes differ much in size', async () => {
    const rows = Array.from({ length: 24 }, (_, at) => ({ input: at, target: at === 0 ? 0 : 1 }));
    const { notes } = await profileDataset(records(rows, { classNames: ['rare', 'usual'] }));
    expect(notes).toContain("classes differ in size: 'rare' has 1 samples, the largest 23");
  });

  it('takes images as one column, and refuses what has no features', async () => {
    const image = ndArray([[[0], [1]], [[2], [3]]]); // prettier-ignore
    const { columns } = await profileDataset(records([{ input: image }, { input: image }]));
    expect(columns).toMatchObject([{ name: 'input', min: 0, max: 3, mean: 1.5 }]);
    await expect(profileDataset(records([{ other: 1 }]))).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });

  it('has a page that shows all of it, with what is in the data escaped', async () => {
    const rows = ['<b>', 'x', 'x'].map((kind, at) => ({ input: { kind, size: at, weight: at * 2 } }));
    const page = profileHtml(await profileDataset(records(rows)), 'a & b');
    for (const part of ['<title>a &#38; b</title>', '&#60;b&#62;', 'Correlations', 'To look at', 'Distributions'])
      expect(page).toContain(part);
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('takes no samples', async () => {
    const { rows, columns } = await profileDataset(records([]));
    expect([rows, columns]).toEqual([0, []]);
  });
});
