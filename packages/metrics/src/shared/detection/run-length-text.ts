import { InvalidArgumentError } from '@lml/core';

import { checkedRuns, type RunLengths } from './run-lengths.js';

/** Run lengths as COCO writes them in a text: five bits a character, the least first; from the fourth on the difference to the one before the last. */
export function writeRuns({ counts }: RunLengths): string {
  const codes: number[] = [];
  for (let at = 0; at < counts.length; at++) {
    // Differences need 33 bits, so that shifts are divisions.
    let rest = counts[at]! - (at > 2 ? counts[at - 2]! : 0);
    for (;;) {
      const bits = ((rest % 32) + 32) % 32;
      rest = Math.floor(rest / 32);
      const more = (bits & 16) === 0 ? rest !== 0 : rest !== -1;
      codes.push(bits + (more ? 32 : 0) + 48);
      if (!more) break;
    }
  }
  let text = '';
  for (let at = 0; at < codes.length; at += 4096) text += String.fromCharCode(...codes.slice(at, at + 4096));
  return text;
}

/**
 * Run lengths from a text of COCO.
 *
 * @throws `LML_INVALID_ARGUMENT` for a text that is none, or does not fill the mask.
 */
export function readRuns(what: string, height: number, width: number, text: string): RunLengths {
  const counts: number[] = [];
  // No count has less than one character, and a mask no more counts than that.
  const most = 7 * (2 * height * width + 2);
  if (text.length > most) throw new InvalidArgumentError(what, `at most ${most} characters`, `${text.length}`);
  for (let at = 0; at < text.length;) {
    let [value, unit, code] = [0, 1, 32];
    while ((code & 32) !== 0) {
      code = text.charCodeAt(at) - 48;
      if (!(code >= 0 && code < 64) || unit > 2 ** 35) {
        const place = at < text.length ? `'${text[at]}' at ${at}` : 'its end within a number';
        throw new InvalidArgumentError(what, "a compressed text of run lengths, of characters from '0' to 'o'", place);
      }
      value += (code & 31) * unit;
      unit *= 32;
      at++;
    }
    if ((code & 16) !== 0) value -= unit;
    counts.push(value + (counts.length > 2 ? counts[counts.length - 2]! : 0));
  }
  return checkedRuns(what, height, width, counts);
}
