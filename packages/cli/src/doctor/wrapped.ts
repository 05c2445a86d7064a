/** How wide lines are at most. */
const WIDTH = 80;

/** A text as lines of 80 columns: the first begins with `indent`, the others with `rest`, by default two columns further to the right. */
export function wrapped(text: string, indent = '', rest = `${indent}  `): string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  for (const word of text.split(/[ \n]+/)) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  // Spaces at which no line is to end were others until now.
  return [...lines, line].map((each) => each.replaceAll('\u00a0', ' '));
}

/** A name, and what is said of it in a column of its own. */
export function field(name: string, text: string, width = 12): string[] {
  return wrapped(text, `${name.padEnd(width - 2)}  `, ' '.repeat(width));
}
