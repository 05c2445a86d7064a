import type { YAMLError } from 'yaml';

/** What is said of each kind of fault; the parser's own words speak of YAML's grammar. */
const WORDS: { readonly [Code in YAMLError['code']]?: string } = {
  TAB_AS_INDENT: 'it is indented by a tab. Indent by spaces',
  BAD_INDENT: 'it is indented unlike the other entries of its record or list. They all begin in one column',
  MULTILINE_IMPLICIT_KEY:
    'it must be key: value, with a space after the colon, and in the column of the other entries of its record',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a key inside of a value. The keys of a record begin in one column, and text that holds a colon and a space stands in quotes',
  BLOCK_IN_FLOW: 'a comma is missing between the entries of { … } or [ … ]',
  BAD_DQ_ESCAPE: 'a backslash in "…" must be doubled. In \'…\' it stays as it is',
  MULTIPLE_DOCS: 'it is the beginning of another document, of which a file has one. Remove the line ---',
};

/** What is wrong with a text that is not YAML, in words for people who do not know its grammar. */
export function yamlFault({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  const [, bracket] = /end with a ([\]}])/.exec(message) ?? [];
  if (bracket !== undefined) return `${bracket === ']' ? '[' : '{'} is not closed: ${bracket} is missing`;
  const [, quote] = /^Missing closing (['"])/.exec(message) ?? [];
  if (quote !== undefined) return `text in quotes is not closed: ${quote} is missing`;
  const [, character] = (code === 'BAD_SCALAR_START' && /character (\S)$/.exec(message)) || [];
  if (character !== undefined) return `text that begins with ${character} must stand in quotes`;
  if (message.startsWith('Implicit map keys')) return WORDS.MULTILINE_IMPLICIT_KEY!;
  return WORDS[code] ?? `it is not YAML: ${message.split('\n')[0]}`;
}
