import type { AnyComponent } from '@lml/core';

import type { Closeness } from './compare.js';
import type { EngineSession } from './engine-session.js';
import type { GoldenCase, GoldenRecord } from './golden-file.js';

/** One case with all that belongs to it. */
export interface GoldenSubject<Instance> {
  /** The component, made with the options of the case. */
  readonly instance: Instance;
  /** What it was made by. */
  readonly component: AnyComponent;
  /** The input of the case. */
  readonly input: GoldenRecord;
  /** The case. */
  readonly golden: GoldenCase;
}

/** How the cases of a kind are computed. */
export interface GoldenKind<Instance = never> {
  /** Whether its components compute on engines; else they are run once. */
  readonly onEngines: boolean;
  /** How far numbers may be off where the case does not say. */
  readonly closeness: Closeness;
  /** What the component gives, by the names of `expected`. */
  compute(
    subject: GoldenSubject<Instance>,
    session: EngineSession,
  ): Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>;
}
