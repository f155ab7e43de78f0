import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editConfiguration } from '../../../core/config/index.ts';
import { SluiceError, type ConfigEdit } from '../../../core/contract/index.ts';
import { commentLines, isSubsequence, writtenForms } from '../../support/config-edit-cases.ts';

const forms = Object.entries(writtenForms);
const channels = ['stable-4.14', 'stable-4.15', 'fast-4.16', 'eus-4.16', 'candidate-4.17'];
const images = ['a', 'b', 'c', 'd'].map((name) => `quay.io/example/${name}:1`);
const version = fc.constantFrom('4.15.0', '4.15.3', '4.16.0', null);

const edit: fc.Arbitrary<ConfigEdit> = fc.oneof(
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
function attempt(text: string, edits: readonly ConfigEdit[]): string | undefined {
  try {
    return editConfiguration(text, edits);
  } catch (error) {
    expect(error).toBeInstanceOf(SluiceError);
    return undefined;
  }
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
        if (once === undefined || one.kind === 'replaceImage') return;
        expect(editConfiguration(once, [one])).toBe(once);
      }),
      { numRuns: 50 },
    );
  });

  it('that add and take away again give the same text', () => {
    const added: readonly (readonly [ConfigEdit, ConfigEdit])[] = [
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
