import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { imageSetConfig, registriesConf, type ImageSetWish } from '../../core/practice/index.ts';
import { carriedBlobs, type Carried } from './carried-blobs.ts';
import type { DockerRegistry } from './docker-registry.ts';
import { createStage, expectSuccess, type JsonRun, type Stage } from './integration-stage.ts';
import { createWorld, startUpstream, type Upstream } from './integration-world.ts';

/** A machine at a registry of its own. */
export interface ChainSite {
  readonly name: string;
  readonly stage: Stage;
  readonly registry: DockerRegistry;
}

/** A signed set on its medium, as the enterprise made it for an enclave. */
export interface ChainSet extends Carried {
  readonly enclave: ChainSite;
  readonly generation: number;
  /** The medium's folder at the enterprise; the same name at the enclave when it was carried there. */
  readonly medium: string;
  readonly made: JsonRun;
}

/** The Practice internet, an enterprise that was filled from it, and enclaves that know nothing but their media. */
export interface Chain {
  readonly upstream: Upstream;
  readonly enterprise: ChainSite;
  enclave(name: string): Promise<ChainSite>;
  /** Writes what an enclave is to hold from a generation on; answers the file's name at the enterprise. */
  configure(enclave: ChainSite, generation: number, wish: ChainWish): Promise<string>;
  /** Makes the set of that generation for an enclave at the enterprise, with more flags. */
  make(enclave: ChainSite, generation: number, flags?: string): Promise<ChainSet>;
  /** Carries a medium to its enclave and imports it there. */
  arrive(set: ChainSet): Promise<JsonRun>;
  /** Brings a medium back, with the receipt and the custody records that were added to it. */
  bringBack(set: ChainSet): Promise<void>;
  close(): Promise<void>;
}

export type ChainWish = ImageSetWish & { readonly channel?: string };

/** Not a secret: of keys that live as long as the test. */
const passphrase = { SLUICE_SIGNING_PASSPHRASE: 'three words together' };
const keyFile = 'release-key.asc';

export async function startChain(): Promise<Chain> {
  const world = await createWorld();
  const upstream = await startUpstream(world);
  const site = async (
    name: string,
    mirror: string | undefined,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<ChainSite> => {
    const registry = await world.registry(`${name}-registry`);
    const stage = await createStage(join(world.directory, name), {
      registriesConf: registriesConf(mirror ?? registry.host, [registry.host]),
      variables: { OCP_SIGNATURE_VERIFICATION_PK: keyFile, ...passphrase, ...variables },
    });
    await stage.write(keyFile, Buffer.from(upstream.content.publicKey));
    expectSuccess(await stage.type(`sluice key create --name '${name}'`));
    return { name, stage, registry };
  };
  const connected = await site('connected', upstream.registry.host, upstream.variables);
  const enterprise = await site('enterprise', undefined);
  await trust(enterprise, connected);
  await fillEnterprise(upstream, connected, enterprise);
  return {
    upstream,
    enterprise,
    enclave: async (name) => {
      const made = await site(name, undefined);
      await trust(made, enterprise);
      await trust(enterprise, made);
      return made;
    },
    configure: async (enclave, generation, wish) => {
      const name = configFor(enclave, generation);
      await enterprise.stage.write(name, configuration(wish));
      return name;
    },
    make: async (enclave, generation, flags = '') => {
      const { stage } = enterprise;
      const medium = `media/${enclave.name}-${generation}`;
      const made = await stage.report(
        `sluice mirror -c ${configFor(enclave, generation)} file://${medium} --target ${enclave.name} --sign ${offline(enterprise)} ${flags}`,
      );
      expect(made.code, JSON.stringify(made)).toBe(0);
      return { enclave, generation, medium, made, ...(await carriedBlobs(join(stage.directory, medium))) };
    },
    arrive: async ({ enclave, medium }) => {
      await carry(enterprise, medium, enclave);
      const { stage, registry } = enclave;
      const arrived = await stage.report(
        `sluice mirror -c ${medium}/imageset-config.yaml --from file://${medium} docker://${registry.host} --set-signature require --verify-first --sign ${offline(enclave)}`,
      );
      expect(arrived.code, JSON.stringify(arrived)).toBe(0);
      return arrived;
    },
    bringBack: ({ enclave, medium }) => carry(enclave, medium, enterprise),
    close: () => world.close(),
  };
}

/** All that the enterprise takes in, once: releases of two channels, the operators, the additional images. */
async function fillEnterprise(
  { content }: Upstream,
  connected: ChainSite,
  enterprise: ChainSite,
): Promise<void> {
  const text = imageSetConfig({
    minVersion: '4.15.0',
    maxVersion: '4.15.3',
    additionalImages: content.additionalImages,
    operators: content.catalog,
  });
  const more = '      - name: stable-4.14\n        minVersion: 4.14.20\n        maxVersion: 4.14.20\n';
  const config = text.replace('  operators:\n', `${more}  operators:\n`);
  for (const { stage } of [connected, enterprise]) await stage.write('isc.yaml', config);
  expectSuccess(await connected.stage.type('sluice mirror -c isc.yaml file://medium --sign'));
  await carry(connected, 'medium', enterprise);
  expectSuccess(
    await enterprise.stage.type(
      `sluice mirror -c isc.yaml --from file://medium docker://${enterprise.registry.host} --set-signature require ${offline(enterprise)}`,
    ),
  );
}

function configFor({ name }: ChainSite, generation: number): string {
  return `isc-${name}-${generation}.yaml`;
}

/** What a configuration asks for, of another channel than the example's when it names one. */
function configuration({ channel, ...wish }: ChainWish): string {
  const text = imageSetConfig(wish);
  return channel === undefined ? text : text.replace(/- name: stable-\S+/, `- name: ${channel}`);
}

const offline = ({ registry }: ChainSite): string => `--offline-allow ${registry.host}`;

/** The public key is handed over by another way than the medium. */
async function trust(by: ChainSite, { name, stage }: ChainSite): Promise<void> {
  const shown = await stage.type('sluice key show');
  expectSuccess(shown);
  await by.stage.write(`${name}.pem`, shown.output);
  expectSuccess(await by.stage.type(`sluice key trust ${name}.pem --name '${name}'`));
}

/** A medium is unplugged here and plugged in there. */
async function carry(from: ChainSite, medium: string, to: ChainSite): Promise<void> {
  await cp(join(from.stage.directory, medium), join(to.stage.directory, medium), { recursive: true });
}

/** Runs a command that prints one JSON document. */
export async function asked<Answer>({ stage }: ChainSite, command: string): Promise<Answer> {
  const outcome = await stage.type(command);
  expectSuccess(outcome);
  return JSON.parse(outcome.output) as Answer;
}
