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

/** What a courier may do to the chunks of a set of at least three. */
export interface WrongChunks {
  readonly name: string;
  /** Does it, and answers the files that have to be named. */
  readonly do: (folders: SetFolders) => Promise<readonly string[]>;
  /** The set can be loaded all the same: what is there too much is only named. */
  readonly harmless?: boolean;
}

export interface SetFolders {
  /** The set that is damaged. */
  readonly set: string;
  /** A set of other content. */
  readonly foreign: string;
  /** The set before this one. */
  readonly older: string;
}

const [first, second, third] = ['mirror_000001.tar', 'mirror_000002.tar', 'mirror_000003.tar'] as const;

export const wrongChunks: readonly WrongChunks[] = [
  { name: 'first missing', do: ({ set }) => without(set, first) },
  { name: 'second missing', do: ({ set }) => without(set, second) },
  { name: 'last missing', do: ({ set }) => without(set, third) },
  {
    name: 'copied twice',
    harmless: true,
    do: async ({ set }) => {
      await copyFile(join(set, second), join(set, 'mirror_000004.tar'));
      return ['mirror_000004.tar'];
    },
  },
  { name: 'renamed', do: ({ set }) => renamed(set, second, 'mirror_000002 (1).tar') },
  { name: 'renumbered', do: ({ set }) => renamed(set, second, 'mirror_000009.tar') },
  {
    name: 'reordered',
    do: async ({ set }) => {
      await rename(join(set, first), join(set, 'aside'));
      await rename(join(set, second), join(set, first));
      await rename(join(set, 'aside'), join(set, second));
      return [first, second];
    },
  },
  {
    name: 'empty',
    do: async ({ set }) => {
      await truncate(join(set, second));
      return [second];
    },
  },
  { name: 'of another set', do: ({ set, foreign }) => replaced(set, join(foreign, second)) },
  {
    name: 'of another set, and as large',
    do: ({ set, foreign }) => replaced(set, join(foreign, second), 'as large'),
  },
  { name: 'of the older set', do: ({ set, older }) => replaced(set, join(older, first)) },
  {
    name: 'of the older set, and as large',
    do: ({ set, older }) => replaced(set, join(older, first), 'as large'),
  },
  {
    name: 'with something behind it',
    do: async ({ set }) => {
      await appendFile(join(set, second), Buffer.alloc(512, 'x'));
      return [second];
    },
  },
  {
    name: 'a folder',
    do: async ({ set }) => {
      await without(set, second);
      await mkdir(join(set, second));
      return [second];
    },
  },
  {
    name: 'a link',
    do: async ({ set }) => {
      await renamed(set, second, 'elsewhere');
      await symlink('elsewhere', join(set, second));
      return [second];
    },
  },
];

async function without(set: string, chunk: string): Promise<string[]> {
  await rm(join(set, chunk));
  return [chunk];
}

async function renamed(set: string, chunk: string, name: string): Promise<string[]> {
  await rename(join(set, chunk), join(set, name));
  return [chunk];
}

/** Puts another file in the place of the second chunk. */
async function replaced(set: string, other: string, length?: 'as large'): Promise<string[]> {
  const { size } = await stat(join(set, second));
  const bytes = await readFile(other);
  const same = Buffer.alloc(size);
  bytes.copy(same);
  await writeFile(join(set, second), length === undefined ? bytes : same);
  return [second];
}
