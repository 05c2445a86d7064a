/** `scheme://name:password@`; within the web's addresses a password has no signs that end it. */
const [WEB, OTHER] = [/^(https?:\/\/[^\s/?#:@]*):[^\s/?#]*@/i, /^([a-z][a-z\d+.-]*:\/\/[^\s/?#:@]*):\S*@/i];
const QUERY = /([?&])password=[^&#]*&?/gi;

/**
 * An address without the password in it, `postgres://name:password@host` as `postgres://name@host`; other texts as they are. Configs,
 * checkpoints and reports are written so.
 */
export function withoutPassword(text: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text;
  const plain = text.replace(/^https?:/i.test(text) ? WEB : OTHER, '$1@');
  return plain.replace(QUERY, '$1').replace(/[?&]$/, '');
}
