/** What XML cannot hold, not even escaped. */
// eslint-disable-next-line no-control-regex -- these characters are meant
const UNKNOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as it stands in a page or a drawing. */
export function escape(text: string): string {
  return text.replace(UNKNOWN, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
