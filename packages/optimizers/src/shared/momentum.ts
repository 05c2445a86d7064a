import type { NamedNumbers } from '@lml/core';
import { z } from 'zod';

/** Whether a cycle moves momentum, as an entry of a zod object. */
export const cycleMomentumShape = {
  /**
   * Whether momentum moves the opposite way, where the optimizer has one: `momentum`, or else `beta1`. Default: `true`.
   */
  cycleMomentum: z
    .boolean()
    .default(true)
    .describe('Whether momentum moves the opposite way, where the optimizer has one: `momentum`, or else `beta1`.'),
};

const NAMES = ['momentum', 'beta1'];

/** The name of the momentum that an optimizer has. */
export function momentumOf(base: NamedNumbers): string | undefined {
  return NAMES.find((name) => Object.hasOwn(base, name));
}

/** Refuses a momentum among the numbers that rise with the rate, where it is to fall. */
export function refuseMomentumTwice(
  { cycleMomentum, numbers }: { readonly cycleMomentum: boolean; readonly numbers: readonly string[] },
  context: z.RefinementCtx,
): void {
  const found = cycleMomentum ? numbers.find((name) => NAMES.includes(name)) : undefined;
  if (found === undefined) return;
  const message = `must be without ${found}, which moves the opposite way with cycleMomentum: true; leave it out, or give cycleMomentum: false`;
  context.addIssue({ code: 'custom', path: ['numbers'], message });
}
