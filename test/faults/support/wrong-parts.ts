import { copyFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptied, exchanged, folderInstead, lengthened, linkInstead, lost, renamed } from './courier.ts';
import type { WrongChunks } from './wrong-chunks.ts';

/** What a courier may do to the parts of a chunk that lies in at least three; `parts` are their names. */
export const wrongParts = (parts: readonly string[]): readonly WrongChunks[] => {
  const [first = '', second = '', third = ''] = parts;
  const last = parts.at(-1) ?? '';
  const chunk = first.replace(/\.part-.*/, '');
  return [
    { name: 'the first part missing', do: ({ set }) => lost(set, first) },
    { name: 'a part missing', do: ({ set }) => lost(set, second) },
    { name: 'the last part missing', do: ({ set }) => lost(set, last) },
    {
      name: 'a part cut short',
      do: async ({ set }) => {
        const { size } = await stat(join(set, second));
        await truncate(join(set, second), Math.floor(size / 2));
        return [second];
      },
    },
    { name: 'a part emptied', do: ({ set }) => emptied(set, last) },
    { name: 'something behind a part', do: ({ set }) => lengthened(set, first) },
    {
      name: 'a part there twice, under the name of another',
      do: async ({ set }) => {
        await copyFile(join(set, first), join(set, second));
        return [second];
      },
    },
    { name: 'two parts exchanged', do: ({ set }) => exchanged(set, first, second) },
    { name: 'a part renumbered', do: ({ set }) => renamed(set, second, `${chunk}.part-0099`) },
    {
      name: 'a part of another set, and as large',
      do: async ({ set, foreign }) => {
        const { size } = await stat(join(set, second));
        const bytes = Buffer.alloc(size);
        (await readFile(join(foreign, 'mirror_000001.tar'))).copy(bytes);
        await writeFile(join(set, second), bytes);
        return [second];
      },
    },
    {
      name: 'one part too many',
      harmless: true,
      do: async ({ set }) => {
        await copyFile(join(set, second), join(set, `${chunk}.part-0099`));
        return [`${chunk}.part-0099`];
      },
    },
    { name: 'a folder in the place of a part', do: ({ set }) => folderInstead(set, second) },
    { name: 'a link in the place of a part', do: ({ set }) => linkInstead(set, third) },
  ];
};
