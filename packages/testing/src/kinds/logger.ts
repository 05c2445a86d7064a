import type { Logger, LogRecord } from '@lml/core';

import type { LoggerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';

const clock = { batch: 4, step: 2, samples: 128, epoch: 1, seconds: 0.5 };
const CONTEXT = { action: 'fit', folder: undefined } as const;
const RECORDS: readonly LogRecord[] = [
  { type: 'step', clock, values: { 'train/loss': 0.25 } },
  { type: 'epoch', clock, values: { 'train/loss': NaN, 'validation/loss': Infinity } },
  { type: 'test', clock, values: {} },
];

/** Logger: a name and functions; records only where the trait says that they may be written. */
export const loggerSuite: KindSuite = {
  use: ({ name }: Logger) => ({ name }),
  checks: [
    caseCheck<Logger>('logger/definition', 'has a name, and functions for what a logger may have', (logger) => {
      ensure(typeof logger.name === 'string' && logger.name !== '', 'it has no name');
      for (const key of ['open', 'log', 'close'] as const)
        ensure(['function', 'undefined'].includes(typeof logger[key]), `its ${key} is not a function`);
    }),
    caseCheck<Logger>(
      'logger/records',
      'takes records of every type, numbers that are not finite among them',
      async (logger) => {
        await logger.open?.(CONTEXT);
        for (const record of RECORDS) await logger.log(record);
        await logger.close?.({ status: 'completed' });
      },
      ({ conformance }: Case) => (conformance as LoggerConformance | undefined)?.writes === true,
    ),
  ],
};
