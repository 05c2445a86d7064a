/** What may be the name of a folder. It does not begin with a dot, as what is hidden or above does, and has nothing that leads elsewhere. */
export const FOLDER_NAME = /^[A-Za-z0-9_-](?:[\w.-]{0,98}[\w-])?$/;

/** What such a name is, to complete the sentence "it must be …". */
export const FOLDER_NAME_RULE =
  'letters, digits, dashes, underscores and dots, no dot first or last, 100 characters at most: it becomes a folder';
