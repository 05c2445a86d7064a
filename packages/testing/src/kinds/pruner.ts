import type { Pruner, PrunerView } from '@lml/core';

import type { PrunerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

/** Curves of trials that were completed, each a little worse than the one before. */
const usual = Array.from({ length: 8 }, (_, trial) =>
  Array.from({ length: 6 }, (__, epoch) => (1 + trial / 8) / (epoch + 1)),
);
const good = Array.from({ length: 6 }, (_, epoch) => 0.5 / (epoch + 1));

function viewsOf({ conformance }: Case): PrunerView[] {
  const { curves = usual } = (conformance ?? {}) as PrunerConformance;
  return (['min', 'max'] as const).flatMap((mode): PrunerView[] => [
    { curves: [], mode },
    { curves, mode },
  ]);
}

/** Pruner: a plan that may travel, by which a fold is judged alone. */
export const prunerSuite: KindSuite = {
  use: (pruner: Pruner, one: Case) => viewsOf(one).map((view) => verdicts(pruner, view, pruner.plan(view))),
  checks: [
    caseCheck<Pruner>('pruner/plan', 'plans plain data, which say the same when they have travelled', (pruner, one) => {
      for (const view of viewsOf(one)) {
        const plan = pruner.plan(view);
        if (plan === undefined) continue;
        const travelled: unknown = JSON.parse(JSON.stringify(plan));
        const found = difference(verdicts(pruner, view, plan), verdicts(pruner, view, travelled));
        ensure(found === undefined, () => `by a plan that went through JSON it judges ${found}`);
      }
    }),
    caseCheck<Pruner>(
      'pruner/pure',
      'plans and judges alike each time, and leaves its arguments alone',
      (pruner, one) => {
        for (const view of viewsOf(one)) {
          const before = structuredClone(view);
          const first = verdicts(pruner, view, pruner.plan(view));
          const changed = difference(before, view);
          ensure(changed === undefined, () => `it changed its argument: ${changed}`);
          const found = difference(first, verdicts(pruner, view, pruner.plan(view)));
          ensure(found === undefined, () => `two plans judge ${found}`);
        }
      },
    ),
  ],
};

/** What it says of a good curve and of a bad one, epoch by epoch. */
function verdicts(pruner: Pruner, { mode }: PrunerView, plan: unknown): boolean[] | undefined {
  if (plan === undefined) return undefined;
  return [good, usual.at(-1)!].flatMap((curve) =>
    curve.map((_, epoch) => pruner.isHopeless(curve.slice(0, epoch + 1), plan, mode)),
  );
}
