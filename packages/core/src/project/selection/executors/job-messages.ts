import type { PlainError } from '../../../errors/errors-as-data.js';
import type { Job } from '../../../search/executor.js';

/** What a parent tells a child that does its jobs, one at a time. */
export type ToChild = { readonly job: Job } | { readonly cancel: string };

/** What it is told. */
export type FromChild =
  | { readonly result: unknown }
  | { readonly failed: PlainError }
  | { readonly warning: { readonly code: string; readonly message: string } };
