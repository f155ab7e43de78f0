import { describe, expect, it } from 'vitest';
import {
  explainEndpoints,
  formatEndpoint,
  loadRegistriesConf,
  type RegistriesConf,
  resolveEndpoints,
} from '../../../core/registry/registries-conf/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';
import { confDeviations, confErrors, confFiles, pingsOf } from '../../support/replayed-conf.ts';
import {
  type RegistriesConfVector,
  registriesConfVectors,
  vectorNote,
} from '../../support/registry-vectors.ts';

const load = (vector: RegistriesConfVector): Promise<RegistriesConf> =>
  loadRegistriesConf({ fs: rootedHost(confFiles(vector)).fs, environment: pretendedEnvironment() });

const cases = registriesConfVectors.flatMap((vector) => vector.cases.map((example) => ({ vector, example })));

describe.skipIf(cases.length === 0)(`registries.conf against what skopeo did${vectorNote(cases)}`, () => {
  it('replays all recorded cases', () => expect(cases).toHaveLength(73));

  describe('when exact', () => {
    it.each(cases)('$vector.id $vector.title: $example.ref', async ({ vector, example }) => {
      if (example.error !== undefined) {
        const failing = load(vector).then((conf) => resolveEndpoints(conf, example.ref, { exact: true }));
        await expect(failing).rejects.toMatchObject({ code: confErrors[vector.id] });
        return;
      }
      const endpoints = resolveEndpoints(await load(vector), example.ref, { exact: true });
      expect(endpoints.map(formatEndpoint)).toEqual(example.endpoints);
      expect(endpoints.filter(({ blocked }) => blocked).map(formatEndpoint)).toEqual(example.blocked ?? []);
      expect(pingsOf(endpoints)).toEqual(example.pings);
    });
  });

  describe('by default, the same but for the named deviations', () => {
    it.each(cases)('$vector.id $vector.title: $example.ref', async ({ vector, example }) => {
      const deviation = confDeviations[`${vector.id} ${example.ref}`];
      if (example.error !== undefined && deviation === undefined) {
        const failing = load(vector).then((conf) => resolveEndpoints(conf, example.ref));
        await expect(failing).rejects.toMatchObject({ code: confErrors[vector.id] });
        return;
      }
      const { endpoints } = explainEndpoints(await load(vector), example.ref);
      expect(endpoints.map(formatEndpoint)).toEqual(deviation?.endpoints ?? example.endpoints);
      if (deviation === undefined) expect(pingsOf(endpoints)).toEqual(example.pings);
    });
  });
});
