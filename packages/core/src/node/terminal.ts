import { clearLine, cursorTo } from 'node:readline';

import type { Terminal } from './platform.js';

let drawn = '';

/** The terminal behind stderr, if it is one. */
export function terminal(): Terminal | undefined {
  const stream = process.stderr;
  if (!stream.isTTY) return undefined;
  const draw = (text: string): void => {
    clearLine(stream, 0);
    cursorTo(stream, 0);
    stream.write(text);
    drawn = text;
  };
  return {
    get columns() {
      return stream.columns;
    },
    rewriteLine: draw,
    writeLine(text) {
      const bar = drawn;
      draw('');
      stream.write(`${text}\n`);
      draw(bar);
    },
  };
}
