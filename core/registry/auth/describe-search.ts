import type { CredentialSearch } from '../credentials/index.ts';

/** Which credential was used and where was looked, in one line for a message; holds no secret. */
export function describeSearch(search: CredentialSearch): string {
  const places = search.steps.map(({ place, outcome }) => `${place} (${outcome})`).join(', ');
  const { used } = search;
  if (used === undefined) return `none; searched ${places === '' ? 'nothing' : places}`;
  const helper = used.helper === undefined ? '' : ` through docker-credential-${used.helper}`;
  return `entry "${used.key}" of ${used.file}${helper}; searched ${places}`;
}
