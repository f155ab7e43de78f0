import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { networkHost } from '../../../core/reference/index.ts';
import {
  type Endpoint,
  explainEndpoints,
  formatEndpoint,
  loadRegistriesConf,
  resolveEndpoints,
} from '../../../core/registry/registries-conf/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';
import {
  type RegistriesConfVector,
  registriesConfVectors,
  vectorNote,
} from '../../support/registry-vectors.ts';

/** The recorded error of each failing vector, as our code for it. */
const codeOf: Readonly<Record<string, ErrorCode>> = {
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
const deviations: Readonly<Record<string, { readonly why: string; readonly endpoints: readonly string[] }>> =
  {
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

async function load(vector: RegistriesConfVector) {
  const dropIns = Object.entries(vector.dropins).map(([name, text]) => [`${user}.d/${name}`, text]);
  const { fs } = rootedHost({ [user]: vector.conf, ...Object.fromEntries(dropIns) });
  return await loadRegistriesConf({ fs, environment: pretendedEnvironment() });
}

/** What skopeo contacts for these endpoints when nobody answers. */
function pings(endpoints: readonly Endpoint[]): string[] {
  return endpoints
    .filter(({ blocked }) => !blocked)
    .flatMap(({ host, insecure }) => {
      const at = networkHost(host);
      return insecure ? [`https://${at}`, `http://${at}`] : [`https://${at}`];
    });
}

const cases = registriesConfVectors.flatMap((vector) => vector.cases.map((example) => ({ vector, example })));

describe.skipIf(cases.length === 0)(`registries.conf against what skopeo did${vectorNote(cases)}`, () => {
  it('replays all recorded cases', () => expect(cases).toHaveLength(73));

  describe('when exact', () => {
    it.each(cases)('$vector.id $vector.title: $example.ref', async ({ vector, example }) => {
      if (example.error !== undefined) {
        const failing = load(vector).then((conf) => resolveEndpoints(conf, example.ref, { exact: true }));
        await expect(failing).rejects.toMatchObject({ code: codeOf[vector.id] });
        return;
      }
      const endpoints = resolveEndpoints(await load(vector), example.ref, { exact: true });
      expect(endpoints.map(formatEndpoint)).toEqual(example.endpoints);
      expect(endpoints.filter(({ blocked }) => blocked).map(formatEndpoint)).toEqual(example.blocked ?? []);
      expect(pings(endpoints)).toEqual(example.pings);
    });
  });

  describe('by default, the same but for the named deviations', () => {
    it.each(cases)('$vector.id $vector.title: $example.ref', async ({ vector, example }) => {
      const deviation = deviations[`${vector.id} ${example.ref}`];
      if (example.error !== undefined && deviation === undefined) {
        const failing = load(vector).then((conf) => resolveEndpoints(conf, example.ref));
        await expect(failing).rejects.toMatchObject({ code: codeOf[vector.id] });
        return;
      }
      const { endpoints } = explainEndpoints(await load(vector), example.ref);
      expect(endpoints.map(formatEndpoint)).toEqual(deviation?.endpoints ?? example.endpoints);
      if (deviation === undefined) expect(pings(endpoints)).toEqual(example.pings);
    });
  });
});
