/** Where a text stops being JSON. */
export interface JsonFault {
  /** The position of the first sign that cannot stand where it is; the length of the text where something is missing at its end. */
  readonly at: number;
  /** What should be there. */
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Finds where a text that is not JSON goes wrong: engines tell it in words of their own, or not at all. */
export function jsonFault(text: string): JsonFault {
  const open: string[] = [];
  let at = 0;
  const skip = (): void => void (at = endOf(SPACE, text, at) ?? at);
  for (;;) {
    // A value begins here.
    skip();
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      at++;
      skip();
      if (text[at] === CLOSING[sign]) at++;
      else {
        open.push(sign);
        if (sign === '{') {
          const fault = skipKey();
          if (fault !== undefined) return fault;
        }
        continue;
      }
    } else {
      const end = sign === '"' ? endOfText(text, at) : endOf(WORD, text, at);
      if (typeof end === 'object') return end;
      if (end === undefined || end === at) return { at, expected: 'a value' };
      at = end;
    }
    // A value has ended.
    for (;;) {
      skip();
      const within = open.at(-1);
      if (within === undefined) return { at, expected: 'the end' };
      if (text[at] === CLOSING[within]) {
        at++;
        open.pop();
        continue;
      }
      if (text[at] !== ',') return { at, expected: `, or ${CLOSING[within]}` };
      at++;
      const fault = within === '{' ? skipKey() : undefined;
      if (fault !== undefined) return fault;
      break;
    }
  }

  function skipKey(): JsonFault | undefined {
    skip();
    if (text[at] !== '"') return { at, expected: 'a key in "' };
    const end = endOfText(text, at);
    if (typeof end === 'object') return end;
    at = end;
    skip();
    if (text[at] !== ':') return { at, expected: ':' };
    at++;
    return undefined;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where a text in quotes ends. */
function endOfText(text: string, start: number): number | JsonFault {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return { at, expected: 'a closing ", and no line end or tab in a text' };
    if (code !== 0x5c) continue;
    const escape = /^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(at + 1, at + 6));
    if (escape === null) return { at, expected: 'an escape such as \\n or \\u00e9' };
    at += escape[0].length;
  }
  return { at: text.length, expected: 'a closing "' };
}
