import { z } from 'zod';

/** A number that may not be negative, as learning rates, decays and epsilons may not. */
export function nonNegative(name: string): z.ZodNumber {
  return z.number().min(0, { error: ({ input }) => `${name} must be 0 or more, got ${String(input)}` });
}

/** How much of a running mean is kept: from 0 to below 1. */
export function keptFraction(): z.ZodNumber {
  const error = ({ input }: { input?: unknown }): string => `a beta must be from 0 to below 1, got ${String(input)}`;
  return z.number().min(0, { error }).lt(1, { error });
}

/** A number from 0 to 1. */
export function fraction(name: string): z.ZodNumber {
  const error = ({ input }: { input?: unknown }): string => `${name} must be from 0 to 1, got ${String(input)}`;
  return z.number().min(0, { error }).max(1, { error });
}

/** A number between two others. */
export function between(name: string, low: number, high: number): z.ZodNumber {
  const error = ({ input }: { input?: unknown }): string =>
    `${name} must be above ${low} and below ${high}, got ${String(input)}`;
  return z.number().gt(low, { error }).lt(high, { error });
}

/** A number above another. */
export function above(name: string, low: number): z.ZodNumber {
  return z.number().gt(low, { error: ({ input }) => `${name} must be above ${low}, got ${String(input)}` });
}
