import type { ChannelSelection } from './selection.ts';

/** How a release stands to the selection; words and an icon tell it, never colour alone. */
export type VersionState = 'first' | 'last' | 'only' | 'within' | 'outside';

/** States of all releases of a channel at once. */
export function statesOf(selection: ChannelSelection): (version: string) => VersionState {
  const held = new Set(selection.versions);
  const { first, last } = selection;
  return (version) => {
    if (!held.has(version)) return 'outside';
    if (version === first && version === last) return 'only';
    if (version === first) return 'first';
    return version === last ? 'last' : 'within';
  };
}
