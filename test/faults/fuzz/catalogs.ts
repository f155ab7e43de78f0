import { rmSync } from 'node:fs';
import {
  compareSemVer,
  compareWithBuild,
  parseSemVer,
  parseVersionRange,
} from '../../../core/catalog/index.ts';
import { formatBounds, isWithin, parseBound } from '../../../core/catalog/version/index.ts';
import { jsonValues } from '../../../core/catalog/read/blobs/json-values.ts';
import { readFiles } from '../../../core/catalog/read/blobs/read-files.ts';
import { ContentFile } from '../../../core/catalog/read/content/content-file.ts';
import { IgnoredFiles } from '../../../core/catalog/read/content/ignored-files.ts';
import { defaultCatalogLimits } from '../../../core/catalog/read/limits.ts';
import { channelWith, deprecationsWith, packageWith } from '../../../core/catalog/rebuild/rewritten.ts';
import { bundleBlob, channelBlob, packageBlob } from '../../support/catalog-images.ts';
import { swiftFile } from '../support/swift-file.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { yamlPieces } from './configurations.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const blobs = [
  packageBlob('p', { icon: { base64data: 'aGk=', mediatype: 'image/png' }, description: 'd' }),
  channelBlob('p', 'stable', 'p.v1.0.0', 'p.v1.1.0'),
  bundleBlob('p', '1.0.0', {
    properties: [
      { type: 'olm.package', value: { packageName: 'p', version: '1.0.0' } },
      { type: 'olm.package.required', value: { packageName: 'q', versionRange: '>=1.0.0 <2.0.0' } },
      { type: 'olm.gvk', value: { group: 'g', version: 'v1', kind: 'K' } },
      {
        type: 'olm.constraint',
        value: {
          failureMessage: 'm',
          all: { constraints: [{ package: { packageName: 'r', versionRange: '1.x' } }] },
        },
      },
      {
        type: 'olm.csv.metadata',
        value: {
          annotations: {
            'operators.openshift.io/infrastructure-features': '["disconnected", "fips"]',
            description: 'a',
          },
          displayName: 'P',
          provider: { name: 'x' },
        },
      },
      {
        type: 'olm.bundle.object',
        value: {
          data: Buffer.from(
            JSON.stringify({ kind: 'ClusterServiceVersion', spec: { description: 'x' } }),
          ).toString('base64'),
        },
      },
      { type: 'olm.maxOpenShiftVersion', value: 4.19 },
    ],
  }),
  {
    schema: 'olm.deprecations',
    package: 'p',
    entries: [{ reference: { schema: 'olm.channel', name: 'stable' }, message: 'old' }],
  },
  { schema: 'custom', package: 'p', any: [1, 2.5, '3'] },
];
const blobPieces = [
  'schema',
  'olm.bundle',
  'olm.package',
  'package',
  'name',
  'entries',
  'properties',
  '[{"toString":1,"valueOf":1}]',
  '}{',
  '{',
  '\n{',
];

function drawJsonStream(random: SeededRandom): string {
  const chosen = Array.from({ length: random.between(1, 4) }, () =>
    mutateJson(random, random.pick(blobs), blobPieces),
  );
  const text = chosen.join(random.pick(['\n', '', ' \n\n']));
  return random.between(0, 3) === 0 ? mutateText(random, text, blobPieces) : text;
}

/** Every file becomes blobs or findings. */
function readAll(text: string): unknown {
  const path = swiftFile();
  const content = new ContentFile(path);
  try {
    content.append(Buffer.from(text));
    const file = { path: 'p/catalog', offset: 0, length: content.length };
    const from = { content, files: new Map([[file.path, file]]), links: new Set<string>() };
    const limits = { ...defaultCatalogLimits, blobBytes: 1024 ** 2, yamlValues: 20_000 };
    const { blobs: read, checksums } = readFiles(from, limits, () => undefined);
    const packages = read.packages();
    holds(checksums.length % 2 === 0, 'half a sum');
    for (const { name, bundles } of packages) {
      holds(name.length <= 1000, 'a very long name');
      for (const { place } of bundles) {
        JSON.parse(content.bytes(place).toString('utf8'));
      }
    }
    return [packages, read.findings];
  } finally {
    content.close();
    rmSync(path);
  }
}

const jsonStream = fuzzTarget({
  name: 'catalogues in JSON',
  batch: 2000,
  draw: drawJsonStream,
  parse: readAll,
});

const yamlStream = [
  '---\nschema: olm.package\nname: p\ndefaultChannel: stable\n---\nschema: olm.channel\npackage: p\nname: stable\nentries:\n  - name: p.v1\n    skips: [a, b]\n    skipRange: ">=1.0.0 <1.2.0"\n',
  'schema: olm.bundle\npackage: p\nname: p.v1\nimage: q.io/p@sha256:00\nproperties:\n- type: olm.package\n  value: {packageName: p, version: 1.0.0}\n- &x\n  type: olm.gvk\n  value: {group: g, version: v1, kind: K}\n- *x\n',
];

const catalogYaml = fuzzTarget({
  name: 'catalogues in YAML',
  batch: 1000,
  draw: (random) =>
    mutateText(random, random.pick(yamlStream), [...yamlPieces, 'schema: ', 'package: ', 'entries:\n']),
  parse: readAll,
});

const rewrites = fuzzTarget({
  name: 'rewritten blobs',
  draw: (random) => mutateJson(random, random.pick(blobs), blobPieces),
  parse: (text, random) => {
    const bytes = Buffer.from(text);
    const [piece] = jsonValues((into, offset) => bytes.copy(into, 0, offset), 0, bytes.length);
    // Deeper ones are never kept.
    if (piece === undefined || piece.depth > defaultCatalogLimits.depth) return undefined;
    switch (random.between(0, 2)) {
      case 0:
        return packageWith(bytes, 'p', 'other');
      case 1:
        return channelWith(bytes, 'stable', [{ name: 'p.v1.0.0', skips: [] }]);
      default:
        return deprecationsWith(bytes, 'p', [{ schema: 'olm.channel', name: 'stable', message: 'old' }]);
    }
  },
});

const ignores = ['**/*.json\n!keep/**\n', '/a\n# c\n*.y?ml\nb/\n[a-z]*\n\\!x\n', '*\n!*/\n'];
const ignorePieces = [
  '*',
  '**',
  '?',
  '[',
  ']',
  '!',
  '/',
  '\\',
  '#',
  '\n',
  '{a,b}',
  ' ',
  '[^',
  '[a-',
  '*a',
  '.',
];
const path = `a/${'a'.repeat(200)}/catalog.json`;

const indexIgnore = fuzzTarget({
  name: '.indexignore',
  batch: 5000,
  draw: (random) => mutateText(random, random.pick(ignores), ignorePieces),
  parse: (text) => {
    const ignored = new IgnoredFiles();
    ignored.add('.indexignore', text);
    return [
      ignored.has(path),
      ignored.has('keep/x.json'),
      ignored.has('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
    ];
  },
});

const ranges = ['>=1.0.0 <2.0.0', '1.x || >2.3.x', '!=1.2.3 || <=4.0.0-rc.1+b', '1.x.x', '==1.0.0'];
const rangePieces = [
  '>=',
  '<',
  '=',
  '!',
  '||',
  ' ',
  '.x',
  '1',
  '.',
  '-rc.1',
  '+b',
  '0',
  '18446744073709551616',
];

/** The grammar of blang, which the cluster uses. */
const range = fuzzTarget({
  name: 'version ranges',
  draw: (random) => mutateText(random, random.pick(ranges), rangePieces),
  parse: (text) => {
    const one = parseSemVer('1.2.3-rc.1+b');
    const other = parseSemVer(text);
    const bound = parseBound(text);
    if (bound !== undefined) formatBounds({ min: bound });
    if (one !== undefined && bound !== undefined) isWithin({ min: bound, max: bound }, one);
    if (one !== undefined && other !== undefined) {
      holds(compareSemVer(one, other) === -compareSemVer(other, one) + 0, 'no order');
      holds(
        Math.sign(compareWithBuild(one, other)) === -Math.sign(compareWithBuild(other, one)) + 0,
        'no order',
      );
      holds(other.text === text, 'another version than was read');
    }
    return one === undefined ? undefined : parseVersionRange(text)?.matches(one);
  },
});

export const catalogTargets: readonly FuzzTarget[] = [jsonStream, catalogYaml, rewrites, indexIgnore, range];
