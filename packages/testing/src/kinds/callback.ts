import type { Callback } from '@lml/core';

import { caseCheck, ensure, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { callbackRunChecks } from './callback-run.js';

const HOOKS = [
  'setup',
  'fitStart',
  'trainStart',
  'trainEpochStart',
  'trainBatchStart',
  'trainBatchEnd',
  'trainBatchesEnd',
  'validationStart',
  'validationBatchEnd',
  'validationEnd',
  'trainEpochEnd',
  'trainEnd',
  'fitEnd',
  'testStart',
  'testBatchEnd',
  'testEnd',
  'predictStart',
  'predictBatchEnd',
  'predictEnd',
  'exception',
  'teardown',
  'transformLoss',
  'transformGradients',
  'transformUpdate',
  'evaluationParameters',
  'hyper',
  'base',
  'schedule',
  'state',
  'save',
  'restore',
];
const PHASES = ['compute', 'observe', 'persist', undefined];

/** What looks like a hook: a method that is never called would be a silent mistake. */
const LIKE_A_HOOK = /^(on|before|after|setup|fit|train|val|test|predict|epoch|batch|exception|teardown|transform)/i;

/** Callback: a name, a phase, and hooks that exist. */
export const callbackSuite: KindSuite = {
  use: ({ name, phase }: Callback) => ({ name, phase }),
  checks: [
    caseCheck<Callback>('callback/hooks', 'has a name, a known phase, and hooks that are called', (callback) => {
      ensure(typeof callback.name === 'string' && callback.name !== '', 'it has no name');
      ensure(
        PHASES.includes(callback.phase),
        `its phase is '${String(callback.phase)}', not compute, observe or persist`,
      );
      for (const key of keysOf(callback)) {
        const value = (callback as unknown as Record<string, unknown>)[key];
        if (HOOKS.includes(key)) {
          ensure(value === undefined || typeof value === 'function', `its hook ${key} is not a function`);
        } else {
          const hook = typeof value === 'function' && LIKE_A_HOOK.test(key);
          ensure(!hook, `it has a method ${key}, which is no hook and never called. Hooks are ${HOOKS.join(', ')}`);
        }
      }
    }),
    caseCheck<Callback>('callback/save', 'gives what it saves as JSON, and takes it back', async (callback, one) => {
      if (callback.save === undefined && callback.restore === undefined) return;
      ensure(
        callback.save !== undefined && callback.restore !== undefined,
        'it has one of save and restore, and lacks the other',
      );
      const before = toJson(callback.save());
      const other = one.create() as Callback;
      await other.restore!(before, 'checkpoint');
      const found = difference(before, toJson(other.save!()));
      ensure(found === undefined, () => `another one that took over what it saved has ${found}`);
    }),
    ...callbackRunChecks,
  ],
};

function toJson(state: unknown): unknown {
  return state === undefined ? undefined : (JSON.parse(JSON.stringify(state)) as unknown);
}

/** The keys of an object and of its class. */
function keysOf(value: object): string[] {
  const keys = new Set<string>();
  for (let holder: object | null = value; holder !== null && holder !== Object.prototype;) {
    for (const key of Object.getOwnPropertyNames(holder)) if (key !== 'constructor') keys.add(key);
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return [...keys];
}
