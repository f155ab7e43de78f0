import { describe, expect, it } from 'vitest';
import { editConfiguration, type TextEdit } from '../../../core/config/index.ts';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { writtenForms } from '../../support/config-edit-cases.ts';

const form = (name: string): string => writtenForms[name] ?? '';
const lines = (text: string): readonly string[] => text.split('\n');
const channel = (name: string, more: object = {}): TextEdit => ({
  kind: 'channel',
  name,
  minVersion: null,
  maxVersion: null,
  full: false,
  shortestPath: false,
  ...more,
});

/** Lines that are only in one of two texts, in the order of the file. */
function difference(before: string, edits: readonly TextEdit[]): { gone: string[]; come: string[] } {
  const after = editConfiguration(before, edits);
  const [a, b] = [lines(before), lines(after)];
  return { gone: a.filter((line) => !b.includes(line)), come: b.filter((line) => !a.includes(line)) };
}

function refusal(text: string, edit: TextEdit): { code: ErrorCode; params: unknown } {
  try {
    editConfiguration(text, [edit]);
  } catch (error) {
    if (error instanceof SluiceError) return { code: error.code, params: error.params };
    throw error;
  }
  throw new Error('the edit was made');
}

describe('an edit of a form', () => {
  it('changes a range in its place and keeps the comments beside it', () => {
    const edit = channel('stable-4.15', { minVersion: '4.15.1', maxVersion: '4.15.3' });
    expect(difference(form('lists indented'), [edit])).toEqual({
      gone: ['        minVersion: 4.15.0'],
      come: ['        minVersion: 4.15.1'],
    });
  });

  it('takes a bound away that stands beside the dash', () => {
    const text = editConfiguration(form('lists at the key'), [channel('eus-4.16', { minVersion: '4.16.0' })]);
    expect(text).toContain('    - name: "eus-4.16"\n      minVersion: 4.16.0\n');
  });

  it('writes new lists as the file writes its own', () => {
    const images: TextEdit = { kind: 'addBlocked', pattern: 'x' };
    expect(difference(form('lists at the key'), [images]).come).toEqual(['  blockedImages:', '  - name: x']);
    expect(difference(form('four columns, wide dashes'), [images]).come).toEqual([
      '    blockedImages:',
      '        -   name: x',
    ]);
  });

  it('quotes a new entry as the one before it', () => {
    const edit: TextEdit = { kind: 'addImages', names: ['quay.io/new/x:1'] };
    expect(difference(form('lists indented'), [edit]).come).toEqual(["    - name: 'quay.io/new/x:1'"]);
    expect(difference(form('lists at the key'), [edit]).come).toEqual(['  - name: "quay.io/new/x:1"']);
  });

  it('quotes what would be no text without quotes, to old YAML as well', () => {
    const patterns = ['on', '1.10', '1:30', 'null', '- x', 'a: b', '#x', '中文', '[*]x', "it's \\d"];
    const text = editConfiguration(
      form('nothing to mirror yet'),
      patterns.map((pattern) => ({ kind: 'addBlocked', pattern })),
    );
    for (const pattern of patterns) expect(text).toContain(`    - name: ${JSON.stringify(pattern)}\n`);
  });

  it('leaves JSON JSON', () => {
    const text = editConfiguration(form('JSON'), [
      channel('fast-4.17', { maxVersion: '4.17.1' }),
      { kind: 'graph', value: true },
      { kind: 'archiveSize', gib: 4 },
      { kind: 'removeImages', names: ['quay.io/example/a:1'] },
      { kind: 'removeChannel', name: 'stable-4.16' },
    ]);
    expect(JSON.parse(text)).toMatchObject({
      archiveSize: 4,
      mirror: {
        platform: {
          graph: true,
          channels: [{ name: 'stable-4.15' }, { name: 'fast-4.17', maxVersion: '4.17.1' }],
        },
        additionalImages: [{ name: 'quay.io/example/b:1' }],
      },
    });
  });

  it('adds to lists in brackets within them, on a line of its own where the others have one', () => {
    expect(difference(form('brackets over lines'), [channel('eus-4.16')]).come).toEqual([
      '      { name: eus-4.16 },',
    ]);
  });

  it('takes an empty list with its key away, and what held nothing else', () => {
    const edited = editConfiguration(form('document marks'), [
      { kind: 'removeChannel', name: 'stable-4.15' },
    ]);
    expect(edited).toBe(
      '---\nkind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\nmirror:\n...\n',
    );
  });

  it('leaves the comment line above an entry that it takes away', () => {
    const edited = editConfiguration(form('lists indented'), [
      { kind: 'removeChannel', name: 'stable-4.15' },
    ]);
    expect(edited).toContain('      # production\n      # laboratory\n      - name: fast-4.16\n');
  });

  it('writes a default down when it is asked for, and a switch that is off only where it stands', () => {
    const plain = form('lists at the key');
    expect(difference(plain, [{ kind: 'architectures', architectures: ['amd64'] }]).come).toContain(
      '    - amd64',
    );
    expect(editConfiguration(plain, [{ kind: 'graph', value: false }])).toBe(plain);
    expect(difference(form('lists indented'), [{ kind: 'graph', value: false }]).come).toEqual([
      '    graph: false',
    ]);
  });

  it('replaces a reference with its quotes and comment', () => {
    const by = `quay.io/example/tool:1.0@sha256:${'0'.repeat(64)}`;
    const edit: TextEdit = { kind: 'replaceImage', name: 'quay.io/example/tool:1.0', by };
    expect(difference(form('lists indented'), [edit]).come).toEqual([`    - name: '${by}' # pinned later`]);
  });

  it('adds thousands of images at once, and none twice', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `quay.io/many/image-${index}:1`);
    const text = editConfiguration(form('lists indented'), [
      { kind: 'addImages', names },
      { kind: 'addImages', names: ['quay.io/many/image-7:1'] },
    ]);
    expect(lines(text)).toHaveLength(lines(form('lists indented')).length + 5000);
    expect(editConfiguration(text, [{ kind: 'removeImages', names }])).toBe(form('lists indented'));
  });
});

describe('an edit of a form is refused, and nothing is changed,', () => {
  it('inside of what an alias uses elsewhere', () => {
    const text = form('shared parts');
    expect(
      refusal(text, { kind: 'replaceImage', name: 'quay.io/example/x:1', by: 'quay.io/example/y:1' }),
    ).toMatchObject({ code: 'CONFIG_EDIT_NOT_FOUND' });
    expect(
      refusal('kind: ImageSetConfiguration\nmirror: &m\n  platform: {}\nx: *m\n', channel('stable-4.15')),
    ).toEqual({ code: 'CONFIG_EDIT_SHARED', params: { name: '&m', line: 3 } });
    expect(
      refusal('x: &p {}\nkind: ImageSetConfiguration\nmirror:\n  platform: *p\n', channel('stable-4.15')),
    ).toEqual({ code: 'CONFIG_EDIT_SHARED', params: { name: '*p', line: 4 } });
  });

  it('when it would take an anchor away that is used', () => {
    const text = form('shared parts');
    expect(refusal(text, { kind: 'removeChannel', name: 'fast-4.16' }).code).toMatch(/^CONFIG_EDIT_/);
  });

  it('when the text is no YAML, with the line', () => {
    expect(refusal('kind: ImageSetConfiguration\n\tmirror: {}\n', channel('a'))).toEqual({
      code: 'CONFIG_EDIT_UNREADABLE',
      params: { line: 2 },
    });
    expect(refusal('- a\n', channel('a')).code).toBe('CONFIG_EDIT_UNREADABLE');
    expect(refusal('', channel('a')).code).toBe('CONFIG_EDIT_UNREADABLE');
  });

  it('where another kind of value stands', () => {
    const text = 'kind: ImageSetConfiguration\nmirror:\n  platform: amd64\n';
    expect(refusal(text, channel('stable-4.15'))).toEqual({
      code: 'CONFIG_EDIT_SHAPE',
      params: { field: 'platform', line: 3 },
    });
  });

  it('when it would add a mistake, with the words for the mistake', () => {
    const text = form('lists indented');
    expect(refusal(text, channel('stable-4.15', { minVersion: '4.15' })).code).toBe('CONFIG_RELEASE_VERSION');
    expect(refusal(text, channel('stable-4.15', { minVersion: '4.15.3', maxVersion: '4.15.0' })).code).toBe(
      'CONFIG_RANGE_REVERSED',
    );
    expect(refusal(text, { kind: 'addImages', names: ['quay.io/UPPER:1'] }).code).toBe(
      'REFERENCE_NAME_INVALID',
    );
    expect(refusal(text, { kind: 'addBlocked', pattern: '(' }).code).toBe('CONFIG_BLOCKED_PATTERN');
  });
});

describe('a file with mistakes', () => {
  const text = form('lists indented').replace('maxVersion: 4.15.3', 'maxVersion: "4.15"');

  it('may be edited where it is sound', () => {
    expect(editConfiguration(text, [{ kind: 'graph', value: false }])).toContain('graph: false');
  });

  it('may be corrected by an edit', () => {
    const fixed = editConfiguration(text, [
      channel('stable-4.15', { minVersion: '4.15.0', maxVersion: '4.15.3' }),
    ]);
    expect(fixed).toContain('        maxVersion: "4.15.3"\n');
  });

  it('gets no second mistake', () => {
    expect(refusal(text, channel('fast-4.16', { maxVersion: '4.16' })).code).toBe('CONFIG_RELEASE_VERSION');
  });

  it('of which a second document would never be read is edited in the first', () => {
    const two = `${form('document marks').replace('...\n', '')}---\nkind: Other\n`;
    expect(editConfiguration(two, [{ kind: 'graph', value: true }])).toContain(
      '    graph: true\n---\nkind: Other',
    );
  });
});
