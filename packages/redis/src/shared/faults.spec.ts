import { fromPlainError, InvalidArgumentError, LmlError, toPlainError } from '@lml/core';

import { readFault } from './faults.js';

describe('faults', () => {
  it('are errors of LML again, with code and message', () => {
    const error = new InvalidArgumentError('k', 'at least 1', 0);
    const back = fromPlainError(readFault(JSON.stringify(toPlainError(error))));
    expect(LmlError.isInstance(back, 'LML_INVALID_ARGUMENT')).toBe(true);
    expect([back.message, back.name]).toEqual([error.message, error.name]);
  });

  it.each(['job stalled more than allowable limit', 'null', '{"name":3}', '12'])(
    'of BullMQ itself (%s) are errors of the executor',
    (reason) => {
      const error = fromPlainError(readFault(reason));
      expect(LmlError.isInstance(error, 'LML_EXECUTOR')).toBe(true);
      expect(error.message).toContain(reason);
    },
  );
});
