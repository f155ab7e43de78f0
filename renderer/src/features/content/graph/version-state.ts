/** How a version stands to the selection; words and an icon tell it, never colour alone. */
export type VersionState = 'first' | 'last' | 'only' | 'within' | 'outside';
