import { describe, expect, it } from 'vitest';
import { LayerStack } from '../../../../core/catalog/read/image/layer-stack.ts';

type Entry = readonly [path: string, type?: 'directory' | 'symlink'];

/** What is seen of layers, given from the top down: each file with the layer it comes from. */
function view(
  folder: string,
  ...layers: readonly (readonly Entry[])[]
): { files: string[]; covered: boolean } {
  const stack = new LayerStack(folder);
  const files: string[] = [];
  for (const [index, layer] of layers.entries()) {
    for (const [path, type = 'file'] of layer) {
      const verdict = stack.add({ path, type });
      if (verdict !== 'ignored') files.push(`${index}:${path}${verdict === 'file' ? '' : ` ${verdict}`}`);
    }
    stack.endLayer();
  }
  return { files, covered: stack.covered };
}

describe('when layers are seen as one image', () => {
  it.each<[string, readonly (readonly Entry[])[], string[], boolean]>([
    ['files of several layers', [[['configs/a']], [['configs/b']]], ['0:configs/a', '1:configs/b'], false],
    [
      'an upper file of the same name',
      [[['configs/a']], [['configs/a'], ['configs/b']]],
      ['0:configs/a', '1:configs/b'],
      false,
    ],
    ['files elsewhere', [[['etc/a'], ['configs2/a'], ['x/configs/a']]], [], false],
    ['a whiteout of a file', [[['configs/.wh.a']], [['configs/a'], ['configs/ab']]], ['1:configs/ab'], false],
    [
      'a whiteout of a folder',
      [[['configs/.wh.p']], [['configs/p/a'], ['configs/q/a']]],
      ['1:configs/q/a'],
      false,
    ],
    ['a whiteout of the whole folder', [[['.wh.configs']], [['configs/a']]], [], true],
    [
      'a whiteout beside new files',
      [[['.wh.configs'], ['configs/n']], [['configs/a']]],
      ['0:configs/n'],
      true,
    ],
    [
      'new files above a whiteout',
      [[['configs/n']], [['.wh.configs']], [['configs/a']]],
      ['0:configs/n'],
      true,
    ],
    ['an opaque folder', [[['configs/n'], ['configs/.wh..wh..opq']], [['configs/a']]], ['0:configs/n'], true],
    [
      'an opaque folder within it',
      [[['configs/p/.wh..wh..opq']], [['configs/p/a'], ['configs/q']]],
      ['1:configs/q'],
      false,
    ],
    ['an opaque root', [[['.wh..wh..opq']], [['configs/a']]], [], true],
    [
      'a whiteout in a lower layer',
      [[['configs/a']], [['configs/.wh.a'], ['configs/b']], [['configs/a'], ['configs/b']]],
      ['0:configs/a', '1:configs/b'],
      false,
    ],
    ['a whiteout elsewhere', [[['etc/.wh.configs']], [['configs/a']]], ['1:configs/a'], false],
    ['a file in place of a folder', [[['configs/p']], [['configs/p/a']]], ['0:configs/p'], false],
    [
      'a folder in place of a file',
      [[['configs/p', 'directory'], ['configs/p/a']], [['configs/p']]],
      ['0:configs/p/a'],
      false,
    ],
    ['a link among the files', [[['configs/a', 'symlink']], [['configs/a']]], ['0:configs/a link'], false],
    ['a link in place of the folder', [[['configs', 'symlink']]], ['0:configs not-a-folder'], false],
  ])('%s', (_what, layers, files, covered) => {
    expect(view('configs', ...layers)).toEqual({ files, covered });
  });

  it('knows folders that lead to the configuration folder', () => {
    const layers: readonly Entry[][] = [[['opt/.wh.cat']], [['opt/cat/configs/a']]];
    expect(view('opt/cat/configs', ...layers)).toEqual({ files: [], covered: true });
    expect(view('opt/cat/configs', [['opt', 'symlink']]).files).toEqual(['0:opt not-a-folder']);
    expect(view('opt/cat/configs', [['opt/cat', 'directory'], ['opt/cat/configs/a']]).files).toEqual([
      '0:opt/cat/configs/a',
    ]);
  });

  it('counts what it has to remember', () => {
    const stack = new LayerStack('configs');
    for (const path of ['configs/a', 'configs/.wh.b', 'etc/c', 'etc/.wh.d'])
      stack.add({ path, type: 'file' });
    expect(stack.size).toBe(2);
    stack.endLayer();
    expect(stack.size).toBe(2);
  });
});
