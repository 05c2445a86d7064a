import type { Terminal } from './platform.js';

/** The terminal's code for an empty line with the cursor at its start. */
const CLEAR = '\u001b[2K\u001b[1G';

let drawn = '';

/** The terminal behind stderr, if it is one. What is drawn together is written at once: each writing is a call of the system. */
export function terminal(): Terminal | undefined {
  const stream = process.stderr;
  if (!stream.isTTY) return undefined;
  return {
    get columns() {
      return stream.columns;
    },
    rewriteLine(text) {
      stream.write(CLEAR + text);
      drawn = text;
    },
    writeLine(text) {
      stream.write(`${CLEAR}${text}\n${drawn}`);
    },
  };
}
