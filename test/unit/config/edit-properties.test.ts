import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editConfiguration, type TextEdit } from '../../../core/config/index.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { commentLines, isSubsequence, writtenForms } from '../../support/config-edit-cases.ts';

const forms = Object.entries(writtenForms);
const channels = ['stable-4.14', 'stable-4.15', 'fast-4.16', 'eus-4.16', 'candidate-4.17'];
const images = ['a', 'b', 'c', 'd'].map((name) => `quay.io/example/${name}:1`);
const version = fc.constantFrom('4.15.0', '4.15.3', '4.16.0', null);

const catalog = fc.constantFrom(
  'registry.redhat.io/redhat/redhat-operator-index:v4.15',
  'registry.redhat.io/redhat/community-operator-index:v4.15',
  'registry.redhat.io/redhat/certified-operator-index:v4.16',
);
const packages = ['odf-operator', 'cluster-logging', 'new-operator'];
const operatorChannels = ['stable-4.14', 'stable-4.15', 'stable-4.16'];

const repository = fc.constantFrom(
  { name: 'lab', url: 'https://charts.example.com/lab/' },
  { name: 'everything', url: 'https://charts.example.com/all' },
  { name: 'new', url: 'oci://registry.example.com/charts' },
);
const chartVersion = fc.constantFrom('1.0.0', '2.0.0-rc.1', null);
const chart = fc.record({ name: fc.constantFrom('web', 'db'), version: chartVersion });

const edit: fc.Arbitrary<TextEdit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('addCatalog' as const, 'removeCatalog' as const), catalog }),
  fc.record({ kind: fc.constant('catalogFull' as const), catalog, full: fc.boolean() }),
  fc.record({
    kind: fc.constant('package' as const),
    catalog,
    name: fc.constantFrom(...packages),
    channels: fc.uniqueArray(
      fc.record({ name: fc.constantFrom(...operatorChannels), minVersion: version, maxVersion: version }),
      { selector: ({ name }) => name },
    ),
    defaultChannel: fc.constantFrom(...operatorChannels, null),
    minVersion: version,
    maxVersion: version,
  }),
  fc.record({ kind: fc.constant('removePackages' as const), catalog, names: fc.subarray(packages) }),
  fc.record({
    kind: fc.constantFrom('wholeChartRepository' as const, 'removeChartRepository' as const),
    repository,
  }),
  fc.record({ kind: fc.constantFrom('addChart' as const, 'removeChart' as const), repository, chart }),
  fc.record({
    kind: fc.constant('changeChart' as const),
    repository,
    chart,
    version: chartVersion,
    imagePaths: fc.subarray(['{.spec.image}', '{.a.b}']),
  }),
  fc.record({
    kind: fc.constant('localChart' as const),
    name: fc.constantFrom('tool', 'other'),
    path: fc.constant('/srv/charts/tool'),
  }),
  fc.record({
    kind: fc.constant('removeLocalChart' as const),
    chart: fc.record({ name: fc.constant('tool'), path: fc.constant('/srv/charts/tool') }),
  }),
  fc.record({
    kind: fc.constant('architectures' as const),
    architectures: fc.subarray(['amd64', 'arm64', 's390x']),
  }),
  fc.record({ kind: fc.constantFrom('graph' as const, 'kubeVirt' as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant('archiveSize' as const), gib: fc.constantFrom(1, 4, 500, null) }),
  fc.record({
    kind: fc.constant('channel' as const),
    name: fc.constantFrom(...channels),
    minVersion: version,
    maxVersion: version,
    full: fc.boolean(),
    shortestPath: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('removeChannel' as const), name: fc.constantFrom(...channels) }),
  fc.record({
    kind: fc.constantFrom('addImages' as const, 'removeImages' as const),
    names: fc.subarray(images),
  }),
  fc.record({
    kind: fc.constant('replaceImage' as const),
    name: fc.constantFrom(...images),
    by: fc.constant('quay.io/example/a:1@sha256:' + '0'.repeat(64)),
  }),
  fc.record({
    kind: fc.constantFrom('addBlocked' as const, 'removeBlocked' as const),
    pattern: fc.constantFrom('.*debug.*', '^quay\\.io/x: .*$', '# no comment', "it's"),
  }),
);

/** Undefined when the edit was refused, which always has words. */
function attempt(text: string, edits: readonly TextEdit[]): string | undefined {
  try {
    return editConfiguration(text, edits);
  } catch (error) {
    expect(error).toBeInstanceOf(SluiceError);
    return undefined;
  }
}

/** What is known by another name afterwards is not found by its former one again. */
function renames(one: TextEdit): boolean {
  return one.kind === 'replaceImage' || (one.kind === 'changeChart' && one.version !== one.chart.version);
}

describe.each(forms)('edits of forms in a file written as "%s"', (_form, text) => {
  it('never lose a comment line, and never leave what is no configuration', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const edited = attempt(text, edits);
        if (edited === undefined) return;
        expect(isSubsequence(commentLines(text), commentLines(edited))).toBe(true);
        expect(parse(edited, { uniqueKeys: true })).toMatchObject({});
        if (text.includes('\r\n')) expect(edited.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(edited.endsWith('\n')).toBe(text.endsWith('\n'));
      }),
      { numRuns: 80 },
    );
  });

  it('made twice change nothing the second time', () => {
    fc.assert(
      fc.property(edit, (one) => {
        const once = attempt(text, [one]);
        if (once === undefined || renames(one)) return;
        expect(editConfiguration(once, [one])).toBe(once);
      }),
      { numRuns: 50 },
    );
  });

  it('that add and take away again give the same text', () => {
    const added: readonly (readonly [TextEdit, TextEdit])[] = [
      [
        { kind: 'addImages', names: ['quay.io/new/one:1', 'quay.io/new/two:2'] },
        { kind: 'removeImages', names: ['quay.io/new/one:1', 'quay.io/new/two:2'] },
      ],
      [
        { kind: 'addBlocked', pattern: '^new$' },
        { kind: 'removeBlocked', pattern: '^new$' },
      ],
      [
        {
          kind: 'channel',
          name: 'new-4.19',
          minVersion: '4.19.1',
          maxVersion: null,
          full: false,
          shortestPath: true,
        },
        { kind: 'removeChannel', name: 'new-4.19' },
      ],
      [
        {
          kind: 'package',
          catalog: 'quay.io/new/index:v1',
          name: 'new-operator',
          channels: [{ name: 'stable', minVersion: '1.0.0', maxVersion: null }],
          defaultChannel: 'stable',
          minVersion: null,
          maxVersion: null,
        },
        { kind: 'removePackages', catalog: 'quay.io/new/index:v1', names: ['new-operator'] },
      ],
    ];
    for (const [add, remove] of added) {
      const grown = attempt(text, [add]);
      if (grown === undefined) continue;
      const back = editConfiguration(grown, [remove]);
      // What was written as empty is not written again; what it means is the same.
      if (/\[\]|\{\}|none|graph:$/m.test(text)) {
        expect(commentLines(back)).toEqual(commentLines(text));
      } else expect(back).toBe(text);
    }
  });

  it('leave every line alone that they do not concern', () => {
    fc.assert(
      fc.property(fc.subarray(images, { minLength: 1 }), (names) => {
        const grown = attempt(text, [{ kind: 'addImages', names: names.map((name) => `${name}-new`) }]);
        if (grown === undefined) return;
        const [before, after] = [text.split('\n'), grown.split('\n')];
        const kept = before.filter((line) => after.includes(line));
        // At most the line of the list itself is written anew.
        expect(before.length - kept.length).toBeLessThanOrEqual(1);
        expect(isSubsequence(kept, after)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
