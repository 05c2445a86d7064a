import type { Trial } from '@lml/core';

/** The parameters of a trial as values to set on the command line. */
export function bestOverrides({ params }: Trial): string[] {
  // Of the learner, unless they name another part.
  const pathOf = (name: string): string => (/^(data|trainer)\./.test(name) ? name : `learner.${name}`);
  return Object.entries(params).map(([name, value]) => `${pathOf(name)}=${JSON.stringify(value)}`);
}
