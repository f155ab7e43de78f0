import { describe, expect, it } from 'vitest';
import { IgnoredFiles } from '../../../../core/catalog/read/content/ignored-files.ts';

function left(lists: Readonly<Record<string, string>>, ...files: readonly string[]): string[] {
  const ignored = new IgnoredFiles();
  for (const [path, text] of Object.entries(lists)) ignored.add(path, text);
  return files.filter((file) => !ignored.has(file));
}

describe('when .indexignore files are heeded', () => {
  it.each<[string, string, string[], string[]]>([
    ['a name anywhere', 'README.md', ['README.md', 'p/README.md', 'p/a.json'], ['p/a.json']],
    ['a name at the top', '/README.md', ['README.md', 'p/README.md'], ['p/README.md']],
    ['a pattern for any folder', '**/*.md', ['a.md', 'p/q/b.md', 'p/c.json'], ['p/c.json']],
    ['a folder', 'objects/', ['p/objects/a.json', 'objects', 'p/a.json'], ['objects', 'p/a.json']],
    ['a path', 'p/objects', ['p/objects/a.json', 'q/objects/a.json'], ['q/objects/a.json']],
    ['remarks and empty lines', '# all\n\n*.md\r\n', ['a.md', 'a.json'], ['a.json']],
    ['letters as they are written', 'readme.md', ['README.md'], ['README.md']],
    ['something brought back', '*.json\n!keep.json', ['a.json', 'p/keep.json'], ['p/keep.json']],
    [
      'opm’s own example',
      '**/*\n!*.json\n!*.yaml\n**/objects/*.json\n',
      ['p/a.json', 'p/b.yaml', 'p/objects/c.json', 'README.md'],
      ['p/a.json', 'p/b.yaml'],
    ],
  ])('%s', (_what, text, files, expected) => {
    expect(left({ '.indexignore': text }, ...files)).toEqual(expected);
  });

  it('lets a file in a deeper folder decide for what is below it', () => {
    const lists = { '.indexignore': '*.json', 'p/.indexignore': '!a.json\n/b.yaml' };
    expect(left(lists, 'a.json', 'p/a.json', 'p/q/a.json', 'p/b.yaml', 'p/q/b.yaml', 'b.yaml')).toEqual([
      'p/a.json',
      'p/q/a.json',
      'p/q/b.yaml',
      'b.yaml',
    ]);
  });
});
