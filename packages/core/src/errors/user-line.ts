/** Core's own folder, as it stands in stack traces. */
const OWN_FOLDER = import.meta.url.replace(/errors\/user-line\.[jt]s.*$/, '').replace(/^file:\/\//, '');

/**
 * The innermost line of the stack that belongs neither to LML's core nor to an installed package, as `file:line:column`.
 * `folder` is one more to pass over: the caller's own.
 */
export function userLine(folder: string = OWN_FOLDER): string | undefined {
  // Frames of TensorFlow.js stand between: the usual ten are soon used up.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of lines) {
    const place = /\(?((?:file:\/\/|https?:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line.trim())?.[1];
    if (
      place === undefined ||
      place.includes('node_modules') ||
      /\/tfjs-[a-z-]+\/(src|dist)\//.test(place) ||
      line.includes('node:')
    )
      continue;
    const isOwn = place.includes(OWN_FOLDER) || place.includes(folder);
    if (isOwn && !place.includes('.spec.')) continue;
    return place.replace(/^file:\/\//, '');
  }
  return undefined;
}
