import type { VersionState } from '../graph/version-state.ts';
import type { ChannelSelection } from './selection.ts';

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
