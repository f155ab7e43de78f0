import { join } from 'node:path';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { endOfTar, paxEntry, rawEntry } from '../../support/archive-tar.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { aliasBomb } from './carried-forms.ts';
import { swollen } from './gzip-members.ts';
import { configsLabel } from './layer-forms.ts';
import type { HostileForm } from './hostile-form.ts';
import { writeLayout } from './layout-image.ts';

type Files = Readonly<Record<string, string | Buffer>>;

const goodPackage = '{"schema":"olm.package","name":"good","defaultChannel":"stable"}';

/** A catalogue with this layer. */
function layerForm(
  name: string,
  refused: HostileForm['refused'],
  layer: () => Buffer,
  labels = inConfigs,
): HostileForm {
  return {
    name: `a catalogue ${name}`,
    refused,
    make: async ({ folder, into }) => {
      const layout = join(folder, 'layout');
      const digest = await writeLayout(layout, [{ bytes: layer() }], labels);
      return { kind: 'catalog', layout, digest, state: into.state };
    },
  };
}

const inConfigs: Readonly<Record<string, string>> = { [configsLabel]: '/configs' };

const entriesOf = (files: Files): Buffer[] =>
  Object.entries(files).flatMap(([path, body]) => [
    paxEntry({ path: `configs/${path}` }),
    rawEntry({ body }),
  ]);

/** The same with these files below `configs`. */
const catalogForm = (
  name: string,
  refused: HostileForm['refused'],
  files: () => Files,
  labels = inConfigs,
): HostileForm => layerForm(name, refused, () => Buffer.concat([...entriesOf(files()), endOfTar]), labels);

const good: Files = { 'good/catalog.json': goodPackage };

/** A file that cannot be used beside one that can: its fault is told, and the other is read. */
const besideGood = (name: string, finding: ErrorCode, files: () => Files): HostileForm =>
  catalogForm(name, { findings: [finding], packages: ['good'] }, () => ({ ...good, ...files() }));

/** Text of a MiB that gzip makes less than two hundred times smaller: no bomb by its growth. */
const tameText = Buffer.concat([
  Buffer.from(seededRandom('text').bytes(4096).toString('hex')),
  Buffer.alloc(1024 ** 2 - 8 * 1024, 'x'),
]);

/** A file with an endless value. */
function largeFile(name: string, path: string, head: string, tail: string): HostileForm {
  const mebibytes = 70;
  const size = Buffer.byteLength(head) + mebibytes * tameText.length + Buffer.byteLength(tail);
  const filling = Buffer.alloc((512 - (size % 512)) % 512);
  return layerForm(name, { findings: ['CATALOG_BLOB_TOO_LARGE'], packages: ['good'] }, () =>
    swollen({
      head: Buffer.concat([
        ...entriesOf(good),
        rawEntry({ name: `configs/${path}`, size }),
        Buffer.from(head),
      ]),
      mebibytes,
      piece: tameText,
      tail: Buffer.concat([Buffer.from(tail), filling, endOfTar]),
    }),
  );
}

const web = (more: string): string => `{"schema":"olm.package","name":"web"${more}}`;

/** Catalogues whose layers are as they should be, and whose files are not. */
export const catalogForms: readonly HostileForm[] = [
  catalogForm('whose folder climbs', { read: ['CATALOG_LABEL_INVALID'] }, () => good, {
    [configsLabel]: '/../../outside',
  }),
  catalogForm('that is a database', { read: ['CATALOG_IS_DATABASE'] }, () => good, {
    'operators.operatorframework.io.index.database.v1': '/database/index.db',
  }),
  catalogForm('that does not say where it is', { read: ['CATALOG_LABEL_ABSENT'] }, () => good, {}),
  besideGood('with JSON that is nested a million times', 'CATALOG_BLOB_TOO_DEEP', () => ({
    'web/catalog.json': web(`,"properties":${'['.repeat(1e6)}${']'.repeat(1e6)}`),
  })),
  besideGood('with JSON that opens a million objects', 'CATALOG_JSON_INVALID', () => ({
    'web/catalog.json': '{"a":'.repeat(1e6),
  })),
  besideGood('with a million values in a blob', 'CATALOG_BLOB_TOO_MANY_VALUES', () => ({
    'web/catalog.json': web(`,"properties":[${'0,'.repeat(1.2e6)}0]`),
  })),
  largeFile(
    'with a blob of seventy mebibytes',
    'web/catalog.json',
    '{"schema":"olm.package","name":"web","description":"',
    '"}',
  ),
  besideGood('with an alias bomb', 'CATALOG_YAML_INVALID', () => ({
    'web/catalog.yaml': `schema: olm.package\nname: web\n${aliasBomb}\n`,
  })),
  besideGood('with YAML that is nested a million times', 'CATALOG_BLOB_TOO_MANY_VALUES', () => ({
    'web/catalog.yaml': `schema: olm.package\nname: web\nproperties: ${'['.repeat(1e6)}\n`,
  })),
  largeFile(
    'with a YAML document of seventy mebibytes',
    'web/catalog.yaml',
    'schema: olm.package\nname: web\ndescription: "',
    '"\n',
  ),
  besideGood('with a file that is no text', 'CATALOG_YAML_INVALID', () => ({
    'web/catalog.json': Buffer.alloc(4096, 0xff),
  })),
  besideGood('with a field that is no name', 'CATALOG_BLOB_FIELD_INVALID', () => ({
    'web/catalog.json': web(',"defaultChannel":{"toString":1,"valueOf":1}'),
  })),
  besideGood('with an endless list of what to ignore', 'CATALOG_IGNORE_TOO_LARGE', () => ({
    '.indexignore': 'a*\n'.repeat(1e6),
  })),
  catalogForm('with a package whose name climbs', { packages: ['../../outside', 'good'] }, () => ({
    ...good,
    'web/catalog.json': '{"schema":"olm.package","name":"../../outside"}',
  })),
  catalogForm('with a package named like a prototype', { packages: ['__proto__', 'good'] }, () => ({
    ...good,
    'web/catalog.json': '{"schema":"olm.package","name":"__proto__","__proto__":{"polluted":true}}',
  })),
];
