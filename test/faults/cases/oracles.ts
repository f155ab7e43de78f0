import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import {
  explainEndpoints,
  formatEndpoint,
  loadRegistriesConf,
  resolveEndpoints,
} from '../../../core/registry/registries-conf/index.ts';
import { authVectors, registriesConfVectors } from '../../support/registry-vectors.ts';
import { confDeviations, confErrors, confFiles, pingsOf } from '../../support/replayed-conf.ts';
import { findCredential, fitsRecording } from '../../support/replayed-credentials.ts';
import { pretendedEnvironment, rootedFiles } from '../../support/rooted-files.ts';
import { must, type FaultCase, type Harmless, type Try } from '../case.ts';
import { randomConf, randomReference } from '../support/random-conf.ts';
import { haveSkopeo, skopeoPulling, type Pulling } from '../support/skopeo-endpoints.ts';

const recordedPulls = registriesConfVectors.flatMap((vector) =>
  vector.cases.map((example) => ({ vector, example })),
);
/** As many as were recorded: the recordings lie outside the project, and need not be here. */
const pulls = 73;
const credentials = 26;

/** F33: what another program does in our place, recorded and live. */
export const oracles: FaultCase = {
  id: 'F33',
  title: 'registries.conf and credentials as skopeo reads them',
  amount: 600,
  sample: 60,
  abreast: 2,
  open: () => Promise.resolve({ run, close: () => Promise.resolve() }),
};

function run(one: Try): Promise<Harmless> {
  if (one.number < pulls) return replayPull(one);
  if (one.number < pulls + credentials) return replayCredential(one);
  return besideSkopeo(one);
}

const withoutRecordings: Harmless = { ended: 'not compared: no recordings beside this checkout' };
const withoutSkopeo: Harmless = { ended: 'not compared: no skopeo here' };

async function replayPull({ number, folder }: Try): Promise<Harmless> {
  const recorded = recordedPulls[number];
  if (recorded === undefined) {
    must(recordedPulls.length === 0, 'wrong', `only ${recordedPulls.length} pulls are recorded`);
    return withoutRecordings;
  }
  const { vector, example } = recorded;
  const { ref } = example;
  const name = `${vector.id} ${ref}`;
  const load = () =>
    loadRegistriesConf({
      fs: rootedFiles(folder, confFiles(vector)).fs,
      environment: pretendedEnvironment(),
    });
  const refused = example.error === undefined ? undefined : confErrors[vector.id];
  const exact = await orCode(async () => resolveEndpoints(await load(), ref, { exact: true }));
  if (refused !== undefined || typeof exact === 'string') {
    must(exact === refused, 'wrong', `${name}: ${String(exact)}, not ${refused}`);
  } else {
    mustBe(name, exact.map(formatEndpoint), example.endpoints);
    mustBe(name, exact.filter(({ blocked }) => blocked).map(formatEndpoint), example.blocked ?? []);
    mustBe(name, pingsOf(exact), example.pings);
  }
  const deviation = confDeviations[name];
  const ours = await orCode(async () => explainEndpoints(await load(), ref).endpoints);
  if (typeof ours === 'string') {
    must(deviation === undefined && ours === refused, 'wrong', `${name}, as we do it: ${ours}`);
  } else {
    mustBe(`${name}, as we do it`, ours.map(formatEndpoint), deviation?.endpoints ?? example.endpoints);
  }
  return { ended: deviation === undefined ? 'as recorded' : 'otherwise, on purpose' };
}

async function replayCredential({ number, folder }: Try): Promise<Harmless> {
  const vector = authVectors[number - pulls];
  if (vector === undefined) {
    must(authVectors.length === 0, 'wrong', `only ${authVectors.length} look-ups are recorded`);
    return withoutRecordings;
  }
  for (const mode of ['exact', 'superset'] as const) {
    const found = await orCode(() =>
      findCredential(vector, mode, (files) => rootedFiles(join(folder, mode), files)),
    );
    const name = `${vector.id} ${vector.title} (${mode})`;
    if (typeof found === 'string' || vector.error !== undefined) {
      const isRefused = vector.error !== undefined && found === 'CREDENTIALS_FILE_SYNTAX';
      must(isRefused, 'wrong', `${name}: ${String(found)}`);
    } else {
      must(fitsRecording(found, vector, mode), 'wrong', `${name}: ${JSON.stringify(found)}`);
    }
  }
  return { ended: 'as recorded' };
}

async function besideSkopeo({ random, folder }: Try): Promise<Harmless> {
  if (!haveSkopeo) return withoutSkopeo;
  const text = randomConf(random);
  const reference = randomReference(random);
  const path = join(folder, 'registries.conf');
  await writeFile(path, text);
  const theirs = await skopeoPulling(path, reference);
  const ours = await orCode(async (): Promise<Pulling> => {
    const environment = pretendedEnvironment();
    const conf = await loadRegistriesConf({ fs: systemFileSystem, environment, path });
    const endpoints = resolveEndpoints(conf, reference, { exact: true });
    return { endpoints: endpoints.map(formatEndpoint), pings: pingsOf(endpoints) };
  });
  const name = `${reference} with\n${text}`;
  if (typeof ours === 'string' || theirs === undefined) {
    const isRefused = typeof ours === 'string' && theirs === undefined;
    must(isRefused, 'wrong', `${name}\n${JSON.stringify(ours)}; skopeo: ${JSON.stringify(theirs)}`);
    return { ended: 'refused, as by skopeo' };
  }
  mustBe(name, ours.endpoints, theirs.endpoints);
  mustBe(name, ours.pings, theirs.pings);
  return { ended: 'as skopeo' };
}

/** What `work` gives, or the code of the error that it ends with. */
async function orCode<Result>(work: () => Promise<Result>): Promise<Result | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SluiceError) return error.code;
    throw error;
  }
}

function mustBe(name: string, found: readonly string[], expected: readonly string[]): void {
  must(found.join() === expected.join(), 'wrong', `${name}\n${found.join(', ')}, not ${expected.join(', ')}`);
}
