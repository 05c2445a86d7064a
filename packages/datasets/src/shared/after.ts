/** Uses a value, at once where it is there. */
export function after<From, To>(value: From | Promise<From>, use: (value: From) => To | Promise<To>): To | Promise<To> {
  return value instanceof Promise ? value.then(use) : use(value);
}
