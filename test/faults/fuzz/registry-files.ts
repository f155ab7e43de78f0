import {
  explainEndpoints,
  mergeRegistriesConf,
  type MirrorRedirection,
  parseRegistriesConf,
  renderRegistriesConf,
} from '../../../core/registry/registries-conf/index.ts';
import { isUsableLocation } from '../../../core/registry/registries-conf/usable-location.ts';
import { type AuthFile, parseAuthFile } from '../../../core/registry/credentials/auth-file.ts';
import { decodeEntry, decodePlainFields, matchEntry } from '../../../core/registry/credentials/entry.ts';
import { createHelperDesk } from '../../../core/registry/credentials/helper.ts';
import { readBundle, requirePrivateKey } from '../../../core/registry/trust/pem.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const confs = [
  'unqualified-search-registries = ["registry.example", "docker.io"]\nshort-name-mode = "enforcing"\n\n[[registry]]\nprefix = "src.example/foo"\nlocation = "internal.example/bar"\n[[registry.mirror]]\nlocation = "m0.example/mirror"\npull-from-mirror = "digest-only"\n[[registry.mirror]]\nlocation = "m1.example:5000/a"\ninsecure = true\n',
  '[[registry]]\nprefix = "*.wild.example"\nblocked = true\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "mirror.example/w"\nproxy = "http://p.example:8000"\n[aliases]\n"x" = "h.example/x"\n',
  "[registries.search]\nregistries = ['a.example', \"b.example\"]\n[registries.insecure]\nregistries = []\n[registries.block]\nregistries = [ 'c.example' ]\n",
  'credential-helpers = ["containers-auth.json"]\n[[registry]]\nlocation = """quay.example"""\ndate = 1979-05-27T07:32:00Z\nnumber = 0xff\nfloat = 1e9\n',
];
const confPieces = [
  '[[registry]]\n',
  '[[registry.mirror]]\n',
  '[registry]\n',
  'prefix = ',
  'location = ',
  '"*.x"',
  '"/"',
  '""',
  "'''",
  '"""',
  '=',
  '\n',
  '.',
  '{',
  '}',
  'a.b.c = 1\n',
  '__proto__ = 1\n',
  '[__proto__]\n',
  '"__proto__".x = 1\n',
  'constructor.prototype.x = 1\n',
  '#',
  '\\u0000',
  'nan',
  'inf',
  '1979-05-27',
];
const asked = [
  'src.example/foo/x:1',
  'a.wild.example/x/y:1',
  'quay.example/a@sha256:' + 'a'.repeat(64),
  'alpine',
];

const registriesConf = fuzzTarget({
  name: 'registries.conf',
  own: true,
  draw: (random) => mutateText(random, random.pick(confs), confPieces),
  parse: (text, random) => {
    const conf = mergeRegistriesConf([
      parseRegistriesConf(text, 'registries.conf', random.pick(['convert', 'refuse'])),
    ]);
    try {
      for (const { reference } of explainEndpoints(conf, random.pick(asked)).endpoints) {
        holds(reference.kind === 'tag' || reference.kind === 'digest', 'an endpoint without a reference');
      }
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
    }
    return conf;
  },
});

const places = [
  'src.example',
  'src.example/a',
  'src.example:5000/a/b',
  '*.wild.example',
  'm.example',
  'x_y/z',
  '[::1]:5000',
];

/** What is written is read back as the same rules. */
const writtenConf = fuzzTarget({
  name: 'written registries.conf',
  own: true,
  draw: (random) =>
    JSON.stringify(
      Array.from({ length: random.between(1, 5) }, () => ({
        source: place(random),
        mirrors: Array.from({ length: random.between(0, 3) }, () => place(random)),
        pull: random.pick(['all', 'digest-only', 'tag-only']),
        insecure: random.between(0, 1) === 0,
        neverContactSource: random.between(0, 1) === 0,
      })),
    ),
  parse: (rules) => {
    const given = JSON.parse(rules) as MirrorRedirection[];
    const read = parseRegistriesConf(renderRegistriesConf(given), 'registries.conf', 'refuse');
    const sources = new Set(given.map(({ source }) => source.replace(/\/+$/, '')));
    holds(read.rules.length === sources.size, 'more or fewer rules than were written');
    for (const { prefix, mirrors, blocked } of read.rules) {
      const same = given.filter(({ source }) => source.replace(/\/+$/, '') === prefix);
      holds(blocked === same.some(({ neverContactSource }) => neverContactSource === true), 'another block');
      for (const { location } of mirrors) holds(isUsableLocation(location), 'a mirror that cannot be used');
      const written = new Set(
        same.flatMap((rule) => rule.mirrors.map((mirror) => mirror.replace(/\/+$/, ''))),
      );
      holds(mirrors.length === written.size, 'more or fewer mirrors than were written');
    }
    return read;
  },
});

function place(random: SeededRandom): string {
  const name = random.pick(places);
  return random.between(0, 5) === 0 ? mutateText(random, name, ['/', ':', '.', '*']) : name;
}

const auths = [
  {
    auths: {
      'registry.example:5000': { auth: 'dTpw' },
      'registry.example:5000/ns': { auth: 'bnM6cHc=', identitytoken: 'IDT' },
      'https://index.docker.io/v1/': { username: 'u', password: 'p' },
    },
    credHelpers: { 'h.example': 'fake' },
    credsStore: 'secretservice',
  },
  { 'registry.example:5000': { auth: 'dTpw', email: '' } },
];

const authFile = fuzzTarget({
  name: 'auth.json',
  own: true,
  draw: (random) =>
    mutateJson(random, random.pick(auths), ['auth', 'dTpw', 'auths', 'credHelpers', 'dTpw====', 'https://']),
  parse: (text, random) => readAuth(text, random.pick(['auths', 'legacy'])),
});

function readAuth(text: string, format: AuthFile['format']): AuthFile {
  const file = parseAuthFile(text, 'auth.json', format);
  for (const host of ['registry.example:5000', 'docker.io', '__proto__', 'constructor']) {
    const entry = matchEntry(file, host, 'ns/img');
    if (entry === undefined) continue;
    const origin = { file: 'auth.json', key: entry.key };
    decodePlainFields(entry, origin);
    decodeEntry(entry, origin);
  }
  return file;
}

const config = JSON.stringify(auths[0]);
const secrets = [
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: pull-secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${Buffer.from(config).toString('base64')}\n`,
  `---\nkind: ConfigMap\n---\nkind: "Secret"\nstringData:\n  .dockercfg: '${JSON.stringify(auths[1])}'\n`,
  JSON.stringify({ kind: 'Secret', data: { '.dockerconfigjson': Buffer.from(config).toString('base64') } }),
];
const secretPieces = [
  'kind: Secret\n',
  'data:\n',
  '&a ',
  '*a',
  '!!binary ',
  '---\n',
  '<<: *a\n',
  '[',
  '{',
  '- ',
  '? ',
  '|',
  '>',
  '\t',
  '%YAML 1.1\n',
  '!!js/function ',
  'k: v\n',
];

const kubernetesSecret = fuzzTarget({
  name: 'Kubernetes secrets',
  own: true,
  batch: 5000,
  draw: (random) => mutateText(random, random.pick(secrets), secretPieces),
  parse: (text) => readAuth(text, 'auths'),
});

/** What a credential helper prints. */
const helperAnswer = fuzzTarget({
  name: 'credential helpers',
  draw: (random) =>
    mutateJson(random, { ServerURL: 'h', Username: 'u', Secret: 's' }, ['Username', '<token>']),
  parse: (stdout, random) => {
    const run = { outcome: 'exited', exitCode: random.between(0, 1), stdout } as const;
    return createHelperDesk(() => Promise.resolve(run)).ask('fake', 'h.example', 'auth.json');
  },
});

const pem = `-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ0f3\n-----END CERTIFICATE-----\n`;

const pemBundle = fuzzTarget({
  name: 'certificate bundles',
  own: true,
  draw: (random) =>
    mutateText(random, pem, [
      '-----BEGIN ',
      '-----END ',
      'CERTIFICATE',
      '-----',
      'TRUSTED ',
      '\n',
      'PRIVATE KEY',
    ]),
  parse: (text) => {
    const { certificates, unreadable } = readBundle(text);
    holds(certificates.length + unreadable <= text.length / 26, 'more certificates than can be');
    return requirePrivateKey(text, 'key.pem');
  },
});

export const registryFileTargets: readonly FuzzTarget[] = [
  registriesConf,
  writtenConf,
  authFile,
  kubernetesSecret,
  helperAnswer,
  pemBundle,
];
