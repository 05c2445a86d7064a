/** Does something with a value, at once where it is there. */
export function then<From, To>(value: From | Promise<From>, use: (value: From) => To | Promise<To>): To | Promise<To> {
  return value instanceof Promise ? value.then(use) : use(value);
}

/** What is read ahead may fail before anybody awaits it; the failure is reported when it is its turn. */
export function quiet<Value>(value: Value | Promise<Value>): Value | Promise<Value> {
  if (value instanceof Promise) value.catch(() => undefined);
  return value;
}
