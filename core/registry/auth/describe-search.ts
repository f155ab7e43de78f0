import type { CredentialSearch, SearchStep } from '../credentials/index.ts';

const outcomeTerms: Readonly<Record<SearchStep['outcome'], string>> = {
  absent: '<no file>',
  'no-entry': '<no entry>',
  empty: '<empty>',
  used: '<used>',
  failed: '<failed>',
};

/** What is known of a host's credentials; holds no secret. */
export interface CredentialWords {
  /** Which credential was used and where was looked, in one line for a message. */
  readonly words: string;
  /** Whether there was one. */
  readonly used: boolean;
}

export function describeSearch(search: CredentialSearch): CredentialWords {
  const places = search.steps.map(({ place, outcome }) => `${place} (${outcomeTerms[outcome]})`).join(', ');
  const { used } = search;
  if (used === undefined) {
    return { words: `<none>; <searched> ${places === '' ? '<nothing>' : places}`, used: false };
  }
  const helper = used.helper === undefined ? '' : `, docker-credential-${used.helper}`;
  return { words: `<entry> "${used.key}" (${used.file}${helper}); <searched> ${places}`, used: true };
}
