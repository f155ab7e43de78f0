import { join } from 'node:path';
import type { FileSystem } from '../ports/index.ts';
import { writeDurably } from '../ports/index.ts';
import type { PracticeContent } from './content/content.ts';
import { exampleRanges } from './content/example.ts';

/** Registries that the sample content names. */
export const mirroredHosts = ['quay.io', 'registry.redhat.io', 'registry.access.redhat.com'] as const;

/** One of the three environments of the enclave workflow, ready to be worked in. */
export interface PracticeStage {
  /** Where its files stand. */
  readonly directory: string;
  readonly registriesConf: WrittenText;
  /** What this stage mirrors. */
  readonly imageSetConfig: WrittenText;
  /** The same with operators; the operator catalogue's packages by name. */
  readonly imageSetConfigWithOperators: WrittenText;
  /** Environment variables that a run in this stage needs. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface WrittenText {
  readonly path: string;
  readonly text: string;
}

/**
 * registries.conf as the enclave documentation writes it: whole hosts redirected to one
 * mirror. `insecure`, because practice has no certificates. `destinations` are the
 * registries that are pushed to.
 */
export function registriesConf(mirror: string | undefined, destinations: readonly string[] = []): string {
  const mirrors = mirrored(mirror).map(
    (host) => `[[registry]]
location="${host}"
[[registry.mirror]]
location="${mirror}"
insecure=true
`,
  );
  const pushed = destinations.map((location) => `[[registry]]\nlocation="${location}"\ninsecure=true\n`);
  return [...mirrors, ...pushed].join('\n');
}

function mirrored(mirror: string | undefined): readonly string[] {
  return mirror === undefined ? [] : mirroredHosts;
}

export interface ImageSetWish {
  readonly minVersion: string;
  readonly maxVersion: string;
  readonly additionalImages: readonly string[];
  readonly operators?: PracticeContent['catalog'];
}

/** An ImageSetConfiguration in the form of the documentation's example. */
export function imageSetConfig(wish: ImageSetWish): string {
  const operators = wish.operators;
  return [
    'apiVersion: mirror.openshift.io/v2alpha1',
    'kind: ImageSetConfiguration',
    'mirror:',
    '  platform:',
    '    architectures:',
    '      - "amd64"',
    '    channels:',
    `      - name: ${exampleRanges.channel}`,
    `        minVersion: ${wish.minVersion}`,
    `        maxVersion: ${wish.maxVersion}`,
    ...(operators === undefined
      ? []
      : [
          '  operators:',
          `    - catalog: ${operators.reference}`,
          '      packages:',
          ...operators.packages.map(({ name }) => `        - name: ${name}`),
        ]),
    ...(wish.additionalImages.length === 0 ? [] : ['  additionalImages:']),
    ...wish.additionalImages.map((name) => `    - name: ${name}`),
    '',
  ].join('\n');
}

export interface StagePlan {
  readonly directory: string;
  readonly registriesConf: string;
  readonly wish: ImageSetWish;
  readonly variables: Readonly<Record<string, string>>;
}

/** Writes a stage's files: registries.conf, both image sets, the practice keys, and the variables for a shell. */
export async function writeStage(
  fs: FileSystem,
  plan: StagePlan,
  content: PracticeContent,
): Promise<PracticeStage> {
  const write = async (name: string, text: string): Promise<WrittenText> => {
    const path = join(plan.directory, name);
    await writeDurably(fs, path, text);
    return { path, text };
  };
  const conf = await write('registries.conf', plan.registriesConf);
  const config = await write('isc.yaml', imageSetConfig(plan.wish));
  const withOperators = await write(
    'isc-operators.yaml',
    imageSetConfig({ ...plan.wish, operators: content.catalog }),
  );
  const key = await write('practice-release-key.asc', content.publicKey);
  await write('practice-cosign.pub', content.cosignPublicKey);
  const variables = {
    ...plan.variables,
    CONTAINERS_REGISTRIES_CONF: conf.path,
    OCP_SIGNATURE_VERIFICATION_PK: key.path,
  };
  const shell = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
  );
  await write('variables.sh', shell.join(''));
  return {
    directory: plan.directory,
    registriesConf: conf,
    imageSetConfig: config,
    imageSetConfigWithOperators: withOperators,
    variables,
  };
}
