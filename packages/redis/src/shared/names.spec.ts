import fc from 'fast-check';

import { jobIdOf, priorityOf, segmentOf } from './names.js';

const word = fc.oneof(fc.string(), fc.constantFrom('', '.', '..', 'a/b', 'a:b', '12', '%2E', '~', 'con*'));

describe('names', () => {
  it('are readable where they can be', () => {
    expect(jobIdOf('digits-1f3a', 'trial 3/fold 0', 1)).toMatch(/^digits-1f3a\/trial%203%2Ffold%200\/[0-9a-f]{16}$/);
  });

  it('differ where runs or jobs differ', () => {
    fc.assert(
      fc.property(word, word, word, word, (run, id, otherRun, otherId) => {
        expect(jobIdOf(run, id, 1) === jobIdOf(otherRun, otherId, 1)).toBe(run === otherRun && id === otherId);
      }),
    );
  });

  it('differ where there are other things to do', () => {
    const names = [{ a: 1 }, { a: 2 }, [{ a: 1 }], null].map((content) => jobIdOf('run', 'job', content));
    expect(new Set(names).size).toBe(4);
    expect(jobIdOf('run', 'job', { a: 1 })).toBe(names[0]);
  });

  it('suit BullMQ, file systems and addresses', () => {
    fc.assert(
      fc.property(word, (name) => {
        expect(segmentOf(name)).toMatch(/^[\w%-]([\w.%-]*[\w%-])?$/);
        expect(jobIdOf(name, name, name)).not.toContain(':');
      }),
    );
  });
});

describe('priorities', () => {
  it('go by the run first, then by the job, within what BullMQ takes', () => {
    const number = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 200_000 }), fc.double({ noNaN: true }));
    const run = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(run, number, run, number, (first, a, second, b) => {
        const [one, other] = [priorityOf(first, a), priorityOf(second, b)];
        for (const each of [one, other]) {
          expect(Number.isInteger(each) && each >= 1 && each <= 2_097_151).toBe(true);
        }
        if (first < second) expect(one).toBeLessThan(other);
        if (first === second && a <= b) expect(one).toBeLessThanOrEqual(other);
      }),
    );
    expect([0, 1, 2].map((job) => priorityOf(0, job))).toEqual([1, 2, 3]);
  });
});
