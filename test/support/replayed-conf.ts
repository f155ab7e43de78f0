import type { ErrorCode } from '../../core/contract/index.ts';
import { networkHost } from '../../core/reference/index.ts';
import type { Endpoint } from '../../core/registry/registries-conf/index.ts';
import type { RegistriesConfVector } from './registry-vectors.ts';

/** The recorded error of each failing vector, as our code for it. */
export const confErrors: Readonly<Record<string, ErrorCode>> = {
  V06: 'REGISTRIES_CONF_REWRITE',
  V23: 'REGISTRIES_CONF_REWRITE',
  V24: 'REFERENCE_TAG_AND_DIGEST',
  V25: 'REGISTRIES_CONF_LOCATION_MISSING',
  V26: 'REGISTRIES_CONF_SCHEME',
  V27: 'REGISTRIES_CONF_WILDCARD',
  V28: 'REGISTRIES_CONF_CONFLICT',
  V29: 'REGISTRIES_CONF_MIRROR_USE_TWICE',
  V30: 'REGISTRIES_CONF_MIRROR_USE_ON_PRIMARY',
  V31: 'REGISTRIES_CONF_MIXED_VERSIONS',
  V35: 'REGISTRIES_CONF_MIRROR_LOCATION_MISSING',
};

/** Where the default mode answers otherwise than the recording, and why. */
export const confDeviations: Readonly<
  Record<string, { readonly why: string; readonly endpoints: readonly string[] }>
> = {
  'V06 a.wild.test:5000/x:1': {
    why: 'an unusable mirror name skips the mirror instead of failing the pull',
    endpoints: ['a.wild.test:5000/x:1'],
  },
  [`V24 src.test/i:1@sha256:${'a'.repeat(64)}`]: {
    why: 'name:tag@digest is fetched by digest (registry-client.md R5)',
    endpoints: [`m.test/i@sha256:${'a'.repeat(64)}`, `loc.test/i@sha256:${'a'.repeat(64)}`],
  },
};

const user = '/home/op/.config/containers/registries.conf';

/** The files of a vector, by their places on the host that it was recorded on. */
export function confFiles(vector: RegistriesConfVector): Readonly<Record<string, string>> {
  const dropIns = Object.entries(vector.dropins).map(([name, text]) => [`${user}.d/${name}`, text]);
  return { [user]: vector.conf, ...Object.fromEntries(dropIns) };
}

/** What skopeo contacts for these endpoints when nobody answers. */
export function pingsOf(endpoints: readonly Endpoint[]): string[] {
  return endpoints
    .filter(({ blocked }) => !blocked)
    .flatMap(({ host, insecure }) => {
      const at = networkHost(host);
      return insecure ? [`https://${at}`, `http://${at}`] : [`https://${at}`];
    });
}
