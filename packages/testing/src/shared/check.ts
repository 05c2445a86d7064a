import type { AnyComponent } from '@lml/core';

/** One set of options that a component is checked with. */
export interface Case {
  /** The component. */
  readonly component: AnyComponent;
  /** Where the options come from, for messages: `examples[1]`. */
  readonly label: string;
  /** The options as they were given, `{}` for none. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the component's trait or the caller gave for it. */
  readonly conformance: unknown;
  /** The options with what the kit brings along, made anew: a model, say, is not shared by two learners. */
  complete(): Readonly<Record<string, unknown>>;
  /** Makes a fresh instance of completed options. */
  create(): unknown;
}

/** What checks work on. */
export interface Subject {
  /** The component. */
  readonly component: AnyComponent;
  /** Its options, one set after the other. */
  readonly cases: readonly Case[];
}

/** A check before it is bound to a component. */
export interface Check {
  /** Its name: `loss/gradient`. */
  readonly id: string;
  /** What it says of a component that passes. */
  readonly title: string;
  /** Whether it says anything of a component; it is left out otherwise. Default: it does. */
  applies?(subject: Subject): boolean;
  /** Throws what is wrong. */
  run(subject: Subject): void | Promise<void>;
}

/** What the kit knows of a kind: how an instance is used, and what else is checked. */
export interface KindSuite {
  /** Options completed by what the kit brings along: a model for a learner, say. `takes` tells whether there is an option. */
  complete?(
    options: Readonly<Record<string, unknown>>,
    takes: (option: string) => boolean,
  ): Readonly<Record<string, unknown>>;
  /** Whether an instance of a case can be used here, or only be created. Default true. */
  usable?(one: Case): boolean;
  /** Uses an instance in every way and gives what came out as data, to be compared; frees what it made. */
  use(instance: never, one: Case): unknown;
  /** The kind's own checks. */
  readonly checks: readonly Check[];
}

/** What a check found wrong. The kit turns it into a `ConformanceError` that names component and check. */
export class Violation extends Error {
  /** `message` completes "<component> fails '<check>': …". */
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Violation';
  }
}

/**
 * Complains unless something holds. What is wrong completes "<component> fails '<check>': …".
 *
 * @throws what the kit makes `LML_CONFORMANCE` of.
 */
export function ensure(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new Violation(typeof message === 'string' ? message : message());
}

/** Runs a part of a check; what it complains of begins with where it was. */
export async function within<Value>(place: string, run: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Violation) throw new Violation(`${place}: ${message}`, { cause: error.cause });
    throw new Violation(`${place}: it threw: ${message}`, { cause: error });
  }
}

/**
 * A check that runs for each case that it applies to: with each example of options, on a fresh instance.
 *
 * @example
 * ```ts
 * import { defineComponent, defineKind } from '@lml/core';
 * import { caseCheck, checkComponent, ensure, type KindSuite } from '@lml/testing';
 * import { z } from 'zod';
 *
 * interface Encoder {
 *   encode(text: string): number[];
 * }
 * declare module '@lml/core' {
 *   interface ComponentKinds {
 *     encoder: Record<never, never>;
 *   }
 *   interface KindOptions {
 *     encoder: Record<never, never>;
 *   }
 *   interface KindInstances {
 *     encoder: Encoder;
 *   }
 * }
 * defineKind({ kind: 'encoder', package: 'lml-plugin-text', expected: 'an encoder', adapt: (value) => value });
 *
 * const suite: KindSuite = {
 *   use: (encoder: Encoder) => encoder.encode('a cat'),
 *   checks: [
 *     caseCheck<Encoder>('encoder/numbers', 'gives whole numbers from 0', (encoder) => {
 *       const wrong = encoder.encode('a cat').find((token) => !Number.isInteger(token) || token < 0);
 *       ensure(wrong === undefined, `it gives ${wrong}`);
 *     }),
 *   ],
 * };
 * const halves = defineComponent({
 *   kind: 'encoder',
 *   name: 'halves',
 *   summary: 'Half a number for each character.',
 *   schema: z.strictObject({}),
 *   create: (): Encoder => ({ encode: (text) => Array.from(text, () => 0.5) }),
 * });
 * const results = await checkComponent(halves, { suite });
 * results.filter(({ error }) => error !== undefined).map(({ id }) => id); // => ['encoder/numbers']
 * ```
 */
export function caseCheck<Instance>(
  id: string,
  title: string,
  run: (instance: Instance, one: Case) => void | Promise<void>,
  applies: (one: Case) => boolean = () => true,
): Check {
  const casesOf = (subject: Subject): readonly Case[] => subject.cases.filter(applies);
  return {
    id,
    title,
    applies: (subject) => casesOf(subject).length > 0,
    async run(subject) {
      for (const one of casesOf(subject)) await within(one.label, () => run(one.create() as Instance, one));
    },
  };
}
