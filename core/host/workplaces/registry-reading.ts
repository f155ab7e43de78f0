import { join } from 'node:path';
import { parseImageSetConfiguration } from '../../config/index.ts';
import { SluiceError, type RegistryPlace } from '../../contract/index.ts';
import { makeStateFolder } from '../../ledger/index.ts';
import { writeDurably } from '../../ports/index.ts';
import { parseDockerReference } from '../../reference/index.ts';
import { renderRegistriesConf, type MirrorRedirection } from '../../registry/index.ts';
import { rulesFromResources } from '../../resources/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import { readResourceFolder, rememberedResourcesFolder } from '../mirror/remembered-resources.ts';
import type { HostServices } from '../services.ts';

/** Registries that OpenShift's content comes from: mission.md step 1 names the first two. */
const publicHosts = [
  'quay.io',
  'registry.redhat.io',
  'registry.access.redhat.com',
  'registry.connect.redhat.com',
] as const;

/** What is known of the images that will be read, beyond where from. */
export interface ReadingWish {
  /** The ImageSetConfiguration: hosts that it names are redirected as well. */
  readonly yaml?: string;
  /** Image references of which the same is true. */
  readonly references?: readonly string[];
}

/**
 * The text of a registries.conf that reads everything from `place` and nothing from anywhere else. What this
 * machine has put there itself is known exactly (its IDMS and ITMS); whole hosts are redirected as the
 * documentation does it, and the engine finds oc-mirror's layout there (DESIGN section 6).
 */
export async function registriesConfFor(
  services: HostServices,
  place: RegistryPlace,
  wish: ReadingWish & { readonly insecure: boolean },
): Promise<string> {
  const root = place.namespace === '' ? place.host : `${place.host}/${place.namespace}`;
  const exact = await exactRules(services, place);
  const hosts = new Set([...publicHosts, ...exact.map(({ source }) => hostOf(source)), ...hostsIn(wish)]);
  // A registry is never redirected to itself.
  hosts.delete(place.host);
  const whole = [...hosts].sort().map((host) => ({ source: host, mirrors: [root] }));
  const rules: MirrorRedirection[] = [...exact, ...whole].map((rule) => ({
    ...rule,
    pull: 'all',
    insecure: wish.insecure,
    neverContactSource: hostOf(rule.source) !== place.host,
  }));
  return renderRegistriesConf(rules, {
    comment: [
      `Everything is read from ${root}; the registries themselves are not contacted.`,
      'Made by sluice. The same file serves podman and oc-mirror.',
    ],
  });
}

/**
 * Rules for what earlier runs on this machine put into `place`. Their kind does not matter here: what is
 * there by digest is there by tag.
 */
async function exactRules(
  services: HostServices,
  place: RegistryPlace,
): Promise<readonly Pick<MirrorRedirection, 'source' | 'mirrors'>[]> {
  const folder = rememberedResourcesFolder(services, place);
  const files = await readResourceFolder(services.fs, folder).catch(() => []);
  const wanted = files.filter(({ fileName }) => /^(?:idms|itms)-.*\.yaml$/.test(fileName));
  try {
    return rulesFromResources(wanted)
      .map(({ source, mirrors }) => ({
        source,
        mirrors: mirrors.filter((mirror) => hostOf(mirror) === place.host),
      }))
      .filter(({ mirrors }) => mirrors.length > 0);
  } catch (error) {
    // Without them, or with damaged ones, whole hosts still find everything in its usual place.
    if (error instanceof SluiceError) return [];
    throw error;
  }
}

/** Registries that a configuration or a list of images names. What is no reference is told elsewhere. */
export function hostsIn({ yaml, references = [] }: ReadingWish): readonly string[] {
  const names = [...references, ...(yaml === undefined ? [] : imagesIn(yaml))];
  return names.flatMap((name) => {
    try {
      return [parseDockerReference(name.replace(/^docker:\/\//, '')).domain];
    } catch {
      return [];
    }
  });
}

function imagesIn(yaml: string): readonly string[] {
  const parsed = parseImageSetConfiguration(yaml, { fileName: 'imageset-config.yaml' });
  if (!parsed.ok) return [];
  const { platform, additionalImages = [], operators = [] } = parsed.configuration.mirror;
  return [
    ...additionalImages.map(({ name }) => name),
    ...operators.map(({ catalog }) => catalog),
    ...(platform?.release === undefined ? [] : [platform.release]),
  ];
}

function hostOf(location: string): string {
  return location.split('/')[0] ?? location;
}

/** Puts the text where a run finds it: one private file for each text. */
export async function keepRegistriesConf(
  { fs }: Pick<HostServices, 'fs'>,
  folder: string,
  text: string,
): Promise<string> {
  const own = join(folder, 'registries-conf');
  await makeStateFolder(fs, own);
  const file = join(own, `${sha256Hex(Buffer.from(text)).slice(0, 24)}.conf`);
  const known = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (known !== text) await writeDurably(fs, file, text, 0o600);
  return file;
}
