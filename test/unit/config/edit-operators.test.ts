import { describe, expect, it } from 'vitest';
import { editConfiguration, type TextEdit } from '../../../core/config/index.ts';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { writtenForms } from '../../support/config-edit-cases.ts';

const redHat = 'registry.redhat.io/redhat/redhat-operator-index:v4.15';
const community = 'registry.redhat.io/redhat/community-operator-index:v4.15';
const form = (name: string): string => writtenForms[name] ?? '';
const operators = form('operators');
const lines = (text: string): readonly string[] => text.split('\n');

const wanted = (name: string, more: object = {}, catalog = redHat): TextEdit => ({
  kind: 'package',
  catalog,
  name,
  channels: [],
  defaultChannel: null,
  minVersion: null,
  maxVersion: null,
  ...more,
});
const channel = (
  name: string,
  minVersion: string | null = null,
  maxVersion: string | null = null,
): object => ({
  name,
  minVersion,
  maxVersion,
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

describe('a form of operators', () => {
  it('adds a catalogue as the file writes its own, and none twice', () => {
    const certified = 'registry.redhat.io/redhat/certified-operator-index:v4.15';
    const add: TextEdit = { kind: 'addCatalog', catalog: certified };
    expect(difference(operators, [add, add]).come).toEqual([`    - catalog: "${certified}"`]);
    expect(difference(form('nothing to mirror yet'), [add]).come).toEqual([
      'mirror:   # to be filled',
      '  operators:',
      `    - catalog: ${certified}`,
    ]);
    expect(editConfiguration(operators, [{ kind: 'addCatalog', catalog: community }])).toBe(operators);
  });

  it('takes a catalogue away with everything in it but the comments on lines of their own', () => {
    const { gone, come } = difference(operators, [{ kind: 'removeCatalog', catalog: redHat }]);
    expect(come).toEqual([]);
    expect(gone).toHaveLength(11);
    const edited = editConfiguration(operators, [{ kind: 'removeCatalog', catalog: redHat }]);
    expect(edited).toContain('    # for all clusters\n');
    expect(edited).toContain('            # until autumn\n');
    expect(edited).toContain('      full: false   # heads are enough\n');
  });

  it('switches between heads and everything: beside the name, and off only where it stands', () => {
    const full = (catalog: string, value: boolean): TextEdit => ({
      kind: 'catalogFull',
      catalog,
      full: value,
    });
    expect(editConfiguration(operators, [full(redHat, false)])).toBe(operators);
    expect(difference(operators, [full(community, true)])).toEqual({
      gone: ['      full: false   # heads are enough'],
      come: ['      full: true   # heads are enough'],
    });
    const brackets = editConfiguration(form('operators in brackets'), [full(redHat, true)]);
    expect(brackets).toContain('{name: stable-4.14}]}], full: true}]');
    expect(difference(form('lists at the key'), [full(redHat, true)]).come).toEqual(['    full: true']);
    expect(refusal(operators, full('quay.io/other:1', true)).code).toBe('CONFIG_EDIT_NOT_FOUND');
  });

  it('adds a package with its catalogue where that is absent', () => {
    const edit = wanted(
      'amq-streams',
      { channels: [channel('stable', '2.6.0', '2.7.0')], defaultChannel: 'stable' },
      'quay.io/mine/index:v1',
    );
    expect(difference(operators, [edit]).come).toEqual([
      '    - catalog: "quay.io/mine/index:v1"',
      '        - name: amq-streams',
      '          defaultChannel: stable',
      '            - name: stable',
      '              minVersion: 2.6.0',
      '              maxVersion: 2.7.0',
    ]);
  });

  it('adds a package to what is there, also to a catalogue of which all was meant', () => {
    expect(difference(operators, [wanted('amq-streams')])).toEqual({
      gone: [],
      come: ['        - name: amq-streams'],
    });
    expect(difference(operators, [wanted('amq-streams', {}, community)]).come).toEqual([
      '        - name: amq-streams',
    ]);
    expect(difference(form('operators in brackets'), [wanted('amq-streams')]).come[0]).toContain(
      '{name: stable-4.14}]}, {name: amq-streams}]}]',
    );
  });

  it('changes channels in their places, and keeps what no form knows of them', () => {
    const edit = wanted('odf-operator', {
      channels: [channel('stable-4.15', '4.15.1'), channel('stable-4.16')],
      defaultChannel: 'stable-4.16',
    });
    expect(difference(operators, [edit])).toEqual({
      gone: ['              minVersion: 4.15.0', "            - name: 'stable-4.14'"],
      come: [
        '          defaultChannel: stable-4.16',
        '              minVersion: 4.15.1',
        "            - name: 'stable-4.16'",
      ],
    });
    expect(editConfiguration(operators, [edit])).toContain('              x-note: kept\n');
  });

  it('takes ranges and channels away that are not wanted any more', () => {
    expect(difference(operators, [wanted('cluster-logging')])).toEqual({
      gone: ['          minVersion: 5.9.0'],
      come: [],
    });
    const all = editConfiguration(operators, [wanted('odf-operator')]);
    expect(all).toContain('        - name: odf-operator   # storage\n            # until autumn\n');
    expect(all).not.toContain('channels:');
  });

  it('takes the catalogue away with its last package: without packages it would mean every one', () => {
    const remove = (...names: string[]): TextEdit => ({ kind: 'removePackages', catalog: redHat, names });
    expect(difference(operators, [remove('cluster-logging', 'absent')]).gone).toEqual([
      '        - name: cluster-logging',
      '          minVersion: 5.9.0',
    ]);
    const emptied = editConfiguration(operators, [remove('cluster-logging', 'odf-operator')]);
    expect(emptied).not.toContain(redHat);
    expect(emptied).toContain(community);
    expect(editConfiguration(form('operators in brackets'), [remove('odf-operator')])).toMatch(
      /\nmirror:.*\n$/,
    );
    const whole = editConfiguration(operators, [
      {
        kind: 'removePackages',
        catalog: redHat,
        names: ['cluster-logging', 'odf-operator'],
        thenWhole: true,
      },
    ]);
    expect(whole).toContain(redHat);
    expect(whole).not.toMatch(/cluster-logging|odf-operator/);
    // Of a catalogue of which all is meant, nothing can be taken.
    expect(
      editConfiguration(operators, [{ ...remove('odf-operator'), catalog: community } as TextEdit]),
    ).toBe(operators);
  });

  it('leaves a file alone in which two entries name the catalogue', () => {
    const twice = operators.replace(
      '  additionalImages:',
      `    - catalog: ${redHat}\n      targetTag: other\n  additionalImages:`,
    );
    expect(refusal(twice, wanted('amq-streams'))).toEqual({
      code: 'CONFIG_EDIT_UNCLEAR',
      params: { line: 20 },
    });
    expect(refusal(twice, { kind: 'removeCatalog', catalog: redHat }).code).toBe('CONFIG_EDIT_UNCLEAR');
  });

  it('is refused what would add a mistake', () => {
    const mixed = wanted('odf-operator', {
      channels: [channel('stable-4.15', '4.15.1')],
      minVersion: '4.15.0',
    });
    expect(refusal(operators, mixed).code).toBe('CONFIG_MIXED_RANGES');
    expect(refusal(operators, { kind: 'catalogFull', catalog: redHat, full: true }).code).toBe(
      'CONFIG_FULL_WITH_RANGE',
    );
    expect(refusal(operators, { kind: 'addCatalog', catalog: 'quay.io/UPPER:1' }).code).toBe(
      'REFERENCE_NAME_INVALID',
    );
  });
});
