import {
  appendFile,
  copyFile,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { WrongChunks } from './wrong-chunks.ts';

/** What a courier may do to the parts of a chunk that lies in at least three; `parts` are their names. */
export const wrongParts = (parts: readonly string[]): readonly WrongChunks[] => {
  const [first = '', second = '', third = ''] = parts;
  const last = parts.at(-1) ?? '';
  const chunk = first.replace(/\.part-.*/, '');
  return [
    { name: 'the first part missing', do: ({ set }) => without(set, first) },
    { name: 'a part missing', do: ({ set }) => without(set, second) },
    { name: 'the last part missing', do: ({ set }) => without(set, last) },
    {
      name: 'a part cut short',
      do: async ({ set }) => {
        const { size } = await stat(join(set, second));
        await truncate(join(set, second), Math.floor(size / 2));
        return [second];
      },
    },
    {
      name: 'a part emptied',
      do: async ({ set }) => {
        await truncate(join(set, last));
        return [last];
      },
    },
    {
      name: 'something behind a part',
      do: async ({ set }) => {
        await appendFile(join(set, first), Buffer.alloc(512, 'x'));
        return [first];
      },
    },
    {
      name: 'a part there twice, under the name of another',
      do: async ({ set }) => {
        await copyFile(join(set, first), join(set, second));
        return [second];
      },
    },
    {
      name: 'two parts exchanged',
      do: async ({ set }) => {
        await rename(join(set, first), join(set, 'aside'));
        await rename(join(set, second), join(set, first));
        await rename(join(set, 'aside'), join(set, second));
        return [first, second];
      },
    },
    {
      name: 'a part renumbered',
      do: async ({ set }) => {
        await rename(join(set, second), join(set, `${chunk}.part-0099`));
        return [second];
      },
    },
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
    {
      name: 'a folder in the place of a part',
      do: async ({ set }) => {
        await without(set, second);
        await mkdir(join(set, second));
        return [second];
      },
    },
    {
      name: 'a link in the place of a part',
      do: async ({ set }) => {
        await rename(join(set, third), join(set, 'elsewhere'));
        await symlink('elsewhere', join(set, third));
        return [third];
      },
    },
  ];
};

async function without(set: string, part: string): Promise<string[]> {
  await rm(join(set, part));
  return [part];
}
