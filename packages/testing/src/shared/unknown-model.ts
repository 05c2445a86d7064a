import type { Model } from '@lml/core';

import { Violation } from './check.js';

/** A model in whose place nothing is known: whatever is asked of it is an error that says so. */
export function unknownModel(): Model {
  const complain = (_: unknown, name: string | symbol): never => {
    throw new Violation(`it uses the model (${String(name)}), which is not known here`);
  };
  return new Proxy<Model>(Object.create(null) as Model, { get: complain });
}
