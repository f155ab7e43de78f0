import { describe, expect, it } from 'vitest';
import { editConfiguration, type TextEdit } from '../../../core/config/index.ts';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { writtenForms } from '../../support/config-edit-cases.ts';

const charts = writtenForms['charts'] ?? '';
const lab = { name: 'lab', url: 'https://charts.example.com/lab/' };
const all = { name: 'everything', url: 'https://charts.example.com/all' };
const web = { name: 'web', version: '1.0.0' };
const lines = (text: string): readonly string[] => text.split('\n');

function difference(edits: readonly TextEdit[], before = charts): { gone: string[]; come: string[] } {
  const after = editConfiguration(before, edits);
  const [a, b] = [lines(before), lines(after)];
  return { gone: a.filter((line) => !b.includes(line)), come: b.filter((line) => !a.includes(line)) };
}

function refusal(edit: TextEdit, text = charts): ErrorCode {
  try {
    editConfiguration(text, [edit]);
  } catch (error) {
    if (error instanceof SluiceError) return error.code;
    throw error;
  }
  throw new Error('the edit was made');
}

describe('a form of charts', () => {
  it('adds a chart to its repository once, as the file writes its own', () => {
    const add: TextEdit = { kind: 'addChart', repository: lab, chart: { name: 'db', version: '2.0.0' } };
    expect(difference([add, add])).toEqual({
      gone: [],
      come: ['      - name: db', '        version: 2.0.0'],
    });
    const known: TextEdit = { kind: 'addChart', repository: lab, chart: web };
    expect(editConfiguration(charts, [known])).toBe(charts);
  });

  it('tells versions of one chart apart, and the newest from all of them', () => {
    const add: TextEdit = { kind: 'addChart', repository: lab, chart: { name: 'web', version: null } };
    expect(editConfiguration(charts, [add])).toContain("'2.0.0-rc.1'}\n      - name: web\n");
    const gone = difference([
      { kind: 'removeChart', repository: lab, chart: { ...web, version: '2.0.0-rc.1' } },
    ]);
    expect(gone).toEqual({ gone: ["      - {name: web, version: '2.0.0-rc.1'}"], come: [] });
  });

  it('adds a repository with its first chart, also where there is none yet', () => {
    const more = { name: 'more', url: 'oci://registry.example.com/charts' };
    const add: TextEdit = { kind: 'addChart', repository: more, chart: web };
    expect(difference([add], writtenForms['nothing to mirror yet']).come).toEqual([
      'mirror:   # to be filled',
      '  helm:',
      '    repositories:',
      '      - name: more',
      '        url: oci://registry.example.com/charts',
      '        charts:',
      '          - name: web',
      '            version: 1.0.0',
    ]);
  });

  it('changes version and image paths of an entry and keeps what it does not know', () => {
    const change: TextEdit = {
      kind: 'changeChart',
      repository: lab,
      chart: web,
      version: '1.1.0',
      imagePaths: ['{.spec.image}', '{.spec.sidecar}'],
    };
    const { gone, come } = difference([change]);
    expect(gone).toEqual(['        version: 1.0.0   # as tested']);
    expect(come).toEqual(['        version: 1.1.0   # as tested', '        - "{.spec.sidecar}"']);
    const none = editConfiguration(charts, [{ ...change, version: null, imagePaths: [] }]);
    expect(none).not.toContain('imagePaths');
    expect(none).toContain('architecture: arm64');
  });

  it('means the whole repository when its list goes, and takes the entry with the last chart', () => {
    const whole = editConfiguration(charts, [{ kind: 'wholeChartRepository', repository: lab }]);
    expect(whole).toContain('    - name: lab\n');
    expect(whole).not.toContain('web');
    const edits: TextEdit[] = [
      { kind: 'removeChart', repository: lab, chart: web },
      { kind: 'removeChart', repository: lab, chart: { name: 'web', version: '2.0.0-rc.1' } },
    ];
    const last = editConfiguration(charts, edits);
    expect(last).not.toContain('name: lab');
    expect(last).toContain("    # the team's own\n");
    expect(last).toContain('name: everything');
    const added: TextEdit = {
      kind: 'wholeChartRepository',
      repository: { name: 'x', url: 'https://x.example' },
    };
    expect(difference([added]).come).toEqual(['    - name: x', '      url: https://x.example']);
  });

  it('narrows a whole repository to the first chart that is chosen', () => {
    expect(editConfiguration(charts, [{ kind: 'addChart', repository: all, chart: web }])).toMatch(
      /name: everything\n\s+url: https:\/\/charts\.example\.com\/all\n\s+charts:\n\s+- name: web/,
    );
  });

  it('adds, changes and removes local charts by name and path', () => {
    const chart = { name: 'tool', path: '/srv/charts/tool' };
    expect(difference([{ kind: 'localChart', name: 'tool', path: '/srv/charts/tool-2.tgz' }]).come).toEqual([
      '      path: /srv/charts/tool-2.tgz',
    ]);
    expect(editConfiguration(charts, [{ kind: 'localChart', ...chart }])).toBe(charts);
    const paths = difference([{ kind: 'changeLocalChart', chart, imagePaths: ['{.a}'] }]);
    expect(paths.come.map((line) => line.trim())).toEqual(['imagePaths:', '- "{.a}"']);
    expect(editConfiguration(charts, [{ kind: 'removeLocalChart', chart }])).not.toContain('local:');
  });

  it('refuses what is not there, and what two entries are', () => {
    const change: TextEdit = {
      kind: 'changeChart',
      repository: lab,
      chart: { name: 'web', version: '9' },
      version: null,
      imagePaths: [],
    };
    expect(refusal(change)).toBe('CONFIG_EDIT_NOT_FOUND');
    expect(
      refusal({ kind: 'changeLocalChart', chart: { name: 'tool', path: '/elsewhere' }, imagePaths: [] }),
    ).toBe('CONFIG_EDIT_NOT_FOUND');
    const twice = `${charts}`.replace(
      "      - {name: web, version: '2.0.0-rc.1'}",
      "      - {name: web, version: '1.0.0'}",
    );
    expect(refusal({ ...change, chart: web }, twice)).toBe('CONFIG_EDIT_UNCLEAR');
    expect(refusal({ kind: 'addChart', repository: { name: 'x', url: 'ftp://x' }, chart: web })).toBe(
      'CONFIG_HELM_URL',
    );
    expect(refusal({ kind: 'addChart', repository: lab, chart: { name: '../x', version: null } })).toBe(
      'CONFIG_CHART_NAME',
    );
  });
});
