import fc from 'fast-check';
import { explains, search } from './search.mjs';

/** Sorts numbers, but leaves out what is said to be the defect. */
const sortsWrongly = (defect) => ({
  name: 'sorting',
  cases: fc.array(fc.nat(100), { maxLength: 20 }),
  async check(numbers, { limit }) {
    if (numbers.includes(7)) {
      limit('a known limit');
      return [];
    }
    const parts = [...new Set(numbers)].filter(defect).map(String);
    return parts.length > 0 ? [{ kind: 'wrong order', parts: parts.slice(0, 1), text: JSON.stringify(numbers) }] : [];
  },
});

it('finds an injected defect, and shrinks it to what shows it', async () => {
  const { differences, cases } = await search(
    sortsWrongly((number) => number === 42),
    { seed: 1, cases: 2000 },
  );
  expect(cases).toBe(2000);
  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatchObject({ kind: 'wrong order', parts: ['42'], text: '[42]' });
});

it('meets a difference again by its seed and path alone', async () => {
  const target = sortsWrongly((number) => number === 42);
  const [{ seed, path }] = (await search(target, { seed: 1, cases: 2000 })).differences;
  const again = await search(target, { seed, path });
  expect(again.differences).toMatchObject([{ text: '[42]', seed }]);
});

it('finds other differences behind one that is found', async () => {
  const { differences } = await search(
    sortsWrongly((number) => number === 42 || number === 13),
    { seed: 1, cases: 5000 },
  );
  expect(differences.map(({ text }) => text).sort()).toEqual(['[13]', '[42]']);
});

it('reports nothing that is known, and counts known limits', async () => {
  const known = [{ kind: 'wrong order', parts: ['42'] }];
  const target = sortsWrongly((number) => number === 42);
  const { differences, limits } = await search(target, { seed: 1, cases: 500, known });
  expect(differences).toEqual([]);
  expect(limits['a known limit']).toBeGreaterThan(5);
});

it('ends at what ruins the process, without shrinking it there', async () => {
  const target = {
    name: 'ruin',
    cases: fc.nat(100),
    check: async (number) => (number > 50 ? [{ kind: 'ruin', parts: [], text: String(number), ruins: true }] : []),
  };
  const { ruined, differences, cases } = await search(target, { seed: 1, cases: 1000 });
  expect([ruined, differences.length]).toEqual([true, 1]);
  expect(cases).toBeLessThan(1000);
});

it('takes a finding for a known one if it shows in the same place and is made of all that the known one is', () => {
  const known = { kind: 'value on wasm', parts: ['pad'] };
  expect(explains(known, { kind: 'value on wasm', parts: ['conv2d', 'pad'] })).toBe(true);
  expect(explains(known, { kind: 'value on onnx', parts: ['pad'] })).toBe(false);
  expect(explains(known, { kind: 'value on wasm', parts: ['conv2d'] })).toBe(false);
});
