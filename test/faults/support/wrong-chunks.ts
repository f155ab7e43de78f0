import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptied, exchanged, folderInstead, lengthened, linkInstead, lost, renamed } from './courier.ts';

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
  { name: 'first missing', do: ({ set }) => lost(set, first) },
  { name: 'second missing', do: ({ set }) => lost(set, second) },
  { name: 'last missing', do: ({ set }) => lost(set, third) },
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
    do: ({ set }) => exchanged(set, first, second),
  },
  {
    name: 'empty',
    do: ({ set }) => emptied(set, second),
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
    do: ({ set }) => lengthened(set, second),
  },
  {
    name: 'a folder',
    do: ({ set }) => folderInstead(set, second),
  },
  {
    name: 'a link',
    do: ({ set }) => linkInstead(set, second),
  },
];

/** Puts another file in the place of the second chunk. */
async function replaced(set: string, other: string, length?: 'as large'): Promise<string[]> {
  const { size } = await stat(join(set, second));
  const bytes = await readFile(other);
  const same = Buffer.alloc(size);
  bytes.copy(same);
  await writeFile(join(set, second), length === undefined ? bytes : same);
  return [second];
}
