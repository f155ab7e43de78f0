import {
  compareVersions,
  compileGoPattern,
  editConfiguration,
  formatProblem,
  matchesBlocked,
  nearName,
  parseDeleteImageSetConfiguration,
  parseImageSetConfiguration,
  parseLenientVersion,
  parseStrictVersion,
  type TextEdit,
} from '../../../core/config/index.ts';
import { PatternFault } from '../../../core/config/go-pattern.ts';
import { readValues } from '../../../core/host/mirror/values-text.ts';
import { writtenForms } from '../../support/config-edit-cases.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { mutateText, shuffled } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const forms = Object.values(writtenForms);

export const yamlPieces: readonly string[] = [
  '\n',
  '  ',
  '\t',
  ': ',
  '- ',
  '? ',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!str ',
  '!!binary ',
  '!!set ',
  '!<x> ',
  '%YAML 1.1\n',
  '%TAG ! x\n',
  '---\n',
  '...\n',
  '|\n',
  '>-\n',
  '#',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '\\x00',
  '{{',
  '{%',
  'a: &b [*b]\n',
  'null',
  '~',
  'on',
  '0x1f',
  '.inf',
  '2001-12-14t21:59:43.10-05:00',
  '__proto__: x\n',
];

const fieldPieces = [
  ...yamlPieces,
  'mirror:\n',
  'delete:\n',
  'kind: DeleteImageSetConfiguration\n',
  'name: ',
  'minVersion: ',
  'full: true\n',
  'operators:\n',
  'oci://',
  'https://u:p@',
  '://',
  '/',
  '[a-z]*',
];

function drawConfiguration(random: SeededRandom): string {
  return mutateText(random, random.pick(forms), fieldPieces);
}

/** Never throws; what is wrong is told with its place. */
const imageSet = fuzzTarget({
  name: 'ImageSetConfiguration',
  batch: 2000,
  draw: drawConfiguration,
  // Not even a SluiceError: everything is told as a problem.
  parse: (text, random) => {
    const fileName = 'isc.yaml';
    for (const read of [parseImageSetConfiguration, parseDeleteImageSetConfiguration]) {
      const result = orBroken(() => read(text, { fileName }));
      const problems = result.ok ? result.findings : result.problems;
      for (const problem of problems) {
        holds(
          problem.line >= 1 && problem.column >= 1 && problem.excerpt.length <= 160,
          'a problem without a place',
        );
        formatProblem(problem, random.pick(['en', 'zh']));
      }
      holds(result.ok || problems.some(({ level }) => level === 'error'), 'refused without a reason');
      if (result.ok && 'mirror' in result.configuration) {
        matchesBlocked(result.configuration, { origin: 'quay.io/a/debug-tool:1', destination: 'h/a:1' });
      }
    }
    return text;
  },
});

function orBroken<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new TypeError('throws, and must not', { cause: error });
  }
}

const edits: readonly TextEdit[] = [
  { kind: 'architectures', architectures: ['amd64', 'arm64'] },
  { kind: 'graph', value: true },
  { kind: 'archiveSize', gib: 4 },
  { kind: 'addImages', names: ['quay.io/new/image:1'] },
  { kind: 'removeImages', names: ['registry.redhat.io/ubi9/ubi:latest'] },
  { kind: 'addBlocked', pattern: '.*debug.*' },
  { kind: 'removeChannel', name: 'stable-4.15' },
  { kind: 'addCatalog', catalog: 'registry.redhat.io/redhat/redhat-operator-index:v4.18' },
  {
    kind: 'channel',
    name: 'stable-4.18',
    minVersion: '4.18.1',
    maxVersion: null,
    full: false,
    shortestPath: true,
  },
];

/** An edit changes what it names or is refused; it never leaves a text that reads otherwise elsewhere. */
const edited = fuzzTarget({
  name: 'edits of a configuration',
  batch: 1000,
  own: true,
  draw: drawConfiguration,
  parse: (text, random) => {
    const after = editConfiguration(text, [random.pick(edits)]);
    const [before, then] = [text, after].map((one) => parseImageSetConfiguration(one, { fileName: '' }));
    holds(before?.ok !== true || then?.ok === true, 'an edit that breaks a good configuration');
    return after;
  },
});

const patterns = [
  '.*debug.*',
  '^quay\\.io/(a|b)+$',
  '[[:alpha:]]{2,3}',
  '(?i)foo(?-i)bar',
  '\\pL\\Q.*\\E',
  '\\x{1F600}',
  '(?P<n>a)',
];
const patternPieces = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '*',
  '+',
  '?',
  '|',
  '\\',
  '^',
  '$',
  '.',
  '(?:',
  '(?i)',
  '{1000}',
  '[:alpha:]',
  '\\Q',
  '\\E',
  '-',
  'a*',
  '(a*)*',
];
const longName = `quay.io/${'a'.repeat(230)}/b:1`;

/** A pattern that Go takes; a name is matched against it in no time. */
const pattern = fuzzTarget({
  name: 'blocked images',
  mayThrow: (error) => error instanceof PatternFault,
  draw: (random) =>
    random.between(0, 3) === 0
      ? shuffled(random, patternPieces, 15)
      : mutateText(random, random.pick(patterns), patternPieces),
  parse: (text) => compileGoPattern(text).test(longName),
});

const versions = ['4.18.1', 'v1.2', '1.0.0-rc.1+build.5', '0.0.0', '1.42.0-5'];

const version = fuzzTarget({
  name: 'versions',
  draw: (random) =>
    mutateText(random, random.pick(versions), ['.', '-', '+', 'v', '0', 'rc', '01', '99999999999999999999']),
  parse: (text) => {
    const strict = parseStrictVersion(text);
    const lenient = parseLenientVersion(text);
    holds(strict === undefined || lenient !== undefined, 'strict where it is not lenient');
    nearName(text, ['amd64', 'arm64', 'multi']);
    const other = parseStrictVersion('4.18.1-rc.1');
    if (lenient === undefined || other === undefined) return undefined;
    const order = compareVersions(lenient, other);
    holds(
      !Number.isNaN(order) && Math.sign(order) === -Math.sign(compareVersions(other, lenient)),
      'no order',
    );
    return lenient;
  },
});

const values = fuzzTarget({
  name: 'values of charts',
  batch: 2000,
  draw: (random) => mutateText(random, 'image:\n  tag: "1"\nlist: [a, b]\nx: &x {y: 1}\nz: *x\n', yamlPieces),
  parse: (text) => {
    const read = readValues(text);
    if (!read.ok) holds(read.line >= 1 && read.column >= 1, 'a fault without a place');
    return read;
  },
});

export const configurationTargets: readonly FuzzTarget[] = [imageSet, edited, pattern, version, values];
