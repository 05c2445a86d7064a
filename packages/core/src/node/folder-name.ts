/**
 * What may be the name of a folder. It does not begin with a dot, as what is hidden or above does, has nothing that leads elsewhere,
 * and is no word that means a device on Windows, with whatever ending. It has no flags, as it also stands in JSON Schema.
 */
export const FOLDER_NAME =
  /^(?!(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])\d)(?:\.|$))[A-Za-z0-9_-](?:[\w.-]{0,98}[\w-])?$/;

/** What such a name is, to complete the sentence "it must be …". */
export const FOLDER_NAME_RULE =
  'letters, digits, dashes, underscores and dots, no dot first or last, 100 characters at most, and no name of a device (con, nul …): it becomes a folder';
