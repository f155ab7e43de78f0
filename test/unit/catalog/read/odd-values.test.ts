import { describe, expect, it } from 'vitest';
import { bundleFacts } from '../../../../core/catalog/read/blobs/bundle-facts.ts';
import { IgnoredFiles } from '../../../../core/catalog/read/content/ignored-files.ts';

describe('when a catalogue has values that nobody should write', () => {
  it.each([
    ['an object that cannot be made a text', { toString: 1, valueOf: 1 }],
    ['a list a hundred thousand deep', JSON.parse(`${'['.repeat(1e5)}${']'.repeat(1e5)}`) as unknown],
  ])('reads the rest of a bundle beside %s', (_, value) => {
    const metadata = {
      displayName: 'Storage',
      minKubeVersion: value,
      provider: { name: value },
      annotations: { capabilities: value },
    };
    expect(bundleFacts([{ type: 'olm.csv.metadata', value: metadata }]).displayName).toBe('Storage');
  });

  it('takes an endless line of what to ignore for no pattern', () => {
    const ignored = new IgnoredFiles();
    ignored.add('.indexignore', `${'a*'.repeat(40_000)}\nREADME.md\n`);
    expect(['README.md', 'a.json'].filter((file) => ignored.has(file))).toEqual(['README.md']);
  });
});
