import type { Pruner } from '@lml/core';

/** The form of the pruners' golden files. */
export interface PrunerGolden {
  readonly inputs: Record<string, { mode: string; completed: (number | string)[][]; tried: (number | string)[][] }>;
  readonly cases: { name: string; input: string; options: object; expected: { hopeless: boolean[][] } }[];
}

/** For each epoch of each curve of a golden case whether the pruner would end it; a plan goes by JSON, as to another process. */
export function verdicts(pruner: Pruner, golden: PrunerGolden, input: string): boolean[][] {
  const { mode, completed, tried } = golden.inputs[input]!;
  const way = mode === 'max' ? 'max' : 'min';
  const plan = pruner.plan({ curves: completed.map(numbers), mode: way });
  const sent: unknown = plan === undefined ? undefined : JSON.parse(JSON.stringify(plan));
  return tried
    .map(numbers)
    .map((curve) => curve.map((_, at) => sent !== undefined && pruner.isHopeless(curve.slice(0, at + 1), sent, way)));
}

function numbers(curve: readonly (number | string)[]): number[] {
  return curve.map(Number);
}
