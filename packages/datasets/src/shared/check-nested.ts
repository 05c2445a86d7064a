import { describe, invalidValue, type ValuePath } from './invalid-value.js';

/** NumPy's own limit of axes; deeper nesting is a mistake, or an array that contains itself. */
export const MAX_RANK = 64;

const LEAF_TYPES = ['number', 'boolean', 'string', 'bigint'];

/**
 * Checks nested arrays: rows of a level equally long, values of one type. It walks what is there and allocates nothing.
 *
 * @throws `LML_INVALID_OPTIONS` with the path of the first row or value that is wrong.
 */
export function checkNested(value: readonly unknown[], subject: string, path: ValuePath): void {
  const { shape, type } = pictureOf(value, subject, path);
  const index: number[] = [];
  const complain = (message: string): never => {
    throw invalidValue(subject, [...path, ...index], message);
  };
  const visit = (part: unknown): void => {
    const size = shape[index.length];
    if (size === undefined) {
      if (typeof part !== type) complain(`must be a ${type}, as the first value is, got ${describe(part)}`);
      if (typeof part === 'bigint' && BigInt.asIntN(64, part) !== part)
        complain(`must fit 64 bits with sign, got ${describe(part)}`);
      return;
    }
    if (!Array.isArray(part)) {
      complain(`must be an array of length ${size}, as the first one is, got ${describe(part)}`);
    } else if (part.length !== size) {
      complain(`must have length ${size}, as the first one has, got length ${part.length}`);
    } else {
      for (let position = 0; position < size; position++) {
        index.push(position);
        visit(part[position]);
        index.pop();
      }
    }
  };
  visit(value);
}

/** The shape and the type of value that the first entries promise. */
function pictureOf(value: readonly unknown[], subject: string, path: ValuePath): { shape: number[]; type: string } {
  const shape: number[] = [];
  let first: unknown = value;
  while (Array.isArray(first)) {
    shape.push(first.length);
    if (shape.length > MAX_RANK) throw invalidValue(subject, path, `must not nest deeper than ${MAX_RANK} arrays`);
    if (first.length === 0) return { shape, type: 'number' };
    first = (first as readonly unknown[])[0];
  }
  if (LEAF_TYPES.includes(typeof first)) return { shape, type: typeof first };
  const position = [...path, ...shape.map(() => 0)];
  throw invalidValue(subject, position, `must be a number, truth value, bigint or text, got ${describe(first)}`);
}
