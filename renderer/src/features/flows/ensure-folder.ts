import {
  RemoteError,
  type PathFacts,
  type PathToken,
  type SluiceClient,
} from '../../../../core/contract/index.ts';

/** The folder of this name in `parent`, made when it is not there. Throws RemoteError. */
export async function ensureFolder(
  client: SluiceClient,
  parent: PathToken,
  name: string,
): Promise<PathFacts | undefined> {
  try {
    return await client.invoke('paths.makeFolder', { token: parent, name });
  } catch (error) {
    if (!(error instanceof RemoteError) || error.error.code !== 'FOLDER_EXISTS') throw error;
  }
  const { entries } = await client.invoke('paths.browse', { token: parent, hidden: false });
  const found = entries.find((entry) => entry.name === name && entry.kind === 'directory');
  return found === undefined ? undefined : client.invoke('paths.describe', { token: found.token });
}

/** A name for a folder that every file system takes. */
export function folderName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'set' : plain;
}
