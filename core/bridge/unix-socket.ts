import { connect } from 'node:net';
import { dirname } from 'node:path';
import { SluiceError } from '../contract/index.ts';
import type { HostServices } from '../host/index.ts';

/** Whether somebody answers at a socket. */
export type Probe = (path: string) => Promise<'answers' | 'nobody'>;

/**
 * Makes room for a socket at `path`: a socket that nobody answers at is left from a process that was killed, and
 * is removed; anything else stays, and is a reason to stop.
 * Throws BRIDGE_SOCKET_FOLDER, BRIDGE_SOCKET_OTHER_FILE or BRIDGE_ADDRESS_IN_USE.
 */
export async function makeRoomForSocket(
  path: string,
  { fs, environment }: Pick<HostServices, 'fs' | 'environment'>,
  probe: Probe = probeSocket,
): Promise<void> {
  await checkFolder(dirname(path), fs, environment.uid);
  const found = await fs.lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw refusedFolder(dirname(path), cause.code ?? 'unknown', cause);
  });
  if (found === undefined) return;
  if (!found.isSocket()) throw new SluiceError('BRIDGE_SOCKET_OTHER_FILE', { params: { path } });
  if ((await probe(path)) === 'answers') {
    throw new SluiceError('BRIDGE_ADDRESS_IN_USE', { params: { address: `unix:${path}` } });
  }
  await fs.unlink(path);
}

/** In a folder that others may write to, they could take the socket away and put their own there. */
async function checkFolder(folder: string, fs: HostServices['fs'], uid: number): Promise<void> {
  const facts = await fs.stat(folder).catch((cause: NodeJS.ErrnoException) => {
    throw refusedFolder(folder, cause.code ?? 'unknown', cause);
  });
  const openToAll = (facts.mode & 0o002) !== 0 && (facts.mode & 0o1000) === 0;
  const strange = facts.uid !== uid && facts.uid !== 0;
  if (openToAll || strange) {
    throw refusedFolder(folder, openToAll ? `mode ${(facts.mode & 0o7777).toString(8)}` : `uid ${facts.uid}`);
  }
}

function refusedFolder(path: string, reason: string, cause?: unknown): SluiceError {
  return new SluiceError('BRIDGE_SOCKET_FOLDER', { params: { path, reason }, cause });
}

const probeSocket: Probe = (path) =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('answers');
    });
    // Refused is certain; what cannot be known is taken for somebody's.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'nobody' : 'answers'),
    );
  });
