import type { RegistryEntry, RegistryPlace, Site } from '../../../../core/contract/index.ts';
import { newIdentifier } from './use-registries.ts';

/** What is typed into the form of a registry. */
export interface RegistryText {
  readonly name: string;
  readonly address: string;
  readonly profile: RegistryEntry['profile'];
  readonly insecure: boolean;
  readonly reason: string;
}

export type RegistryTextProblem = 'address' | 'scheme' | 'namespace' | 'reason';

export const emptyText: RegistryText = {
  name: '',
  address: '',
  profile: 'generic',
  insecure: false,
  reason: '',
};

export function textOf(entry: RegistryEntry): RegistryText {
  const { place, tls } = entry;
  return {
    name: entry.name,
    address: place.namespace === '' ? place.host : `${place.host}/${place.namespace}`,
    profile: entry.profile,
    insecure: tls.mode === 'insecure',
    reason: tls.mode === 'insecure' ? tls.reason : '',
  };
}

/** `host:port/path` in its two parts, without what people paste along with it. */
export function placeOf(address: string): RegistryPlace {
  const [host = '', ...path] = address.trim().replace(/\/+$/, '').split('/');
  return { host, namespace: path.join('/') };
}

/** What keeps the text from being saved. The host checks again. */
export function problemOf({ address, insecure, reason }: RegistryText): RegistryTextProblem | undefined {
  if (/^[a-z]+:\/\//i.test(address.trim())) return 'scheme';
  const { host, namespace } = placeOf(address);
  if (!/^(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host)) return 'address';
  if (namespace !== '' && !/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(namespace)) return 'namespace';
  return insecure && reason.trim().length < 3 ? 'reason' : undefined;
}

export function entryOf(text: RegistryText, site: Site, id = newIdentifier('registry')): RegistryEntry {
  const place = placeOf(text.address);
  return {
    id,
    name: text.name.trim() === '' ? place.host : text.name.trim(),
    site,
    place,
    profile: text.profile,
    tls: text.insecure ? { mode: 'insecure', reason: text.reason.trim() } : { mode: 'verify' },
  };
}
