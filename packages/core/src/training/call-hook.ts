import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { MetricResult } from '../learning/metric.js';
import { callbackKeys, prefixOf } from './callback-keys.js';
import type { Callback, CallbackLogOptions, HostHooks, RunContext } from './callback.js';

/** A run as all callbacks see it. Only what they log differs: each under its own name. */
export interface SharedRun extends Omit<RunContext, 'log' | 'prefix'> {
  /** Logs for the callback with the key `owner`. */
  log(owner: string, name: string, value: MetricResult, options?: CallbackLogOptions): void;
}

/** The run as the callback with the key `owner` sees it. */
export function ownRun(run: SharedRun, owner: string): RunContext {
  const log: RunContext['log'] = (name, value, options) => run.log(owner, name, value, options);
  // What the run says changes while it goes on, so it is looked up there.
  return Object.assign(Object.create(run) as Omit<RunContext, 'log' | 'prefix'>, { log, prefix: prefixOf(owner) });
}

type AfterRun<Parameters> = Parameters extends [RunContext, ...infer Rest] ? Rest : never;

/** What a hook is given besides the run. */
export type HookArguments<Name extends keyof HostHooks> = AfterRun<Parameters<NonNullable<HostHooks[Name]>>>;

/** Calls a hook of all callbacks, one after the other. There is something to await only where one of them is not done at once. */
export function callHook<Name extends keyof HostHooks>(
  callbacks: readonly Callback[],
  name: Name,
  run: SharedRun,
  ...args: HookArguments<Name>
): Promise<void> | undefined {
  return callInTurn(boundHooks(callbacks, name, run), args);
}

/** A hook of a callback, with its view of the run. */
type BoundHook = (...args: readonly unknown[]) => void | Promise<void>;

/** A hook of those callbacks that have it, each with its own view of the run. */
export function boundHooks(callbacks: readonly Callback[], name: keyof HostHooks, run: SharedRun): BoundHook[] {
  const keys = callbackKeys(callbacks);
  return callbacks.flatMap((callback, index) => {
    const hook = callback[name] as ((...values: unknown[]) => void | Promise<void>) | undefined;
    return hook === undefined ? [] : [hook.bind(callback, ownRun(run, keys[index]!))];
  });
}

/** Calls hooks one after the other, from `from` on. There is something to await only where one of them is not done at once. */
export function callInTurn(hooks: readonly BoundHook[], args: readonly unknown[], from = 0): Promise<void> | undefined {
  for (let index = from; index < hooks.length; index++) {
    const pending = hooks[index]!(...args);
    if (pending instanceof Promise) return pending.then(() => callInTurn(hooks, args, index + 1));
  }
  return undefined;
}

/** An error: in the hook that runs there is nothing that a logged value could belong to. */
export function refuseToLog(owner: string, name: string): never {
  throw new InvalidArgumentError(
    'run.log',
    'called in a hook of training, of validation or of a test, from trainStart to trainEpochEnd',
    `'${name}' of the callback '${owner}'`,
    'What is told once at the end is for run.warn.',
  );
}
