import { describe, expect, it } from 'vitest';
import { editConfiguration, type TextEdit } from '../../../core/config/index.ts';

const head = 'apiVersion: mirror.openshift.io/v2alpha1\nkind: ImageSetConfiguration\nmirror:\n';
const edit: TextEdit = {
  kind: 'addChart',
  repository: { name: 'lab', url: 'https://charts.example.com/lab/' },
  chart: { name: 'db', version: '2.0.0' },
};

describe('when a configuration cannot be understood', () => {
  it.each([
    ['an alias of nothing', `${head}  additionalImages:\n    - *none\n`],
    ['aliases that multiply', `${head}  additionalImages: []\na: &a [x, x]\nb: [${'*a, '.repeat(200)}]\n`],
  ])('no edit is made because of %s', (_, text) => {
    expect(() => editConfiguration(text, [edit])).toThrow(
      expect.objectContaining({ code: 'CONFIG_EDIT_UNREADABLE' }),
    );
  });
});
