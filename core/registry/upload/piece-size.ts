import { SluiceError } from '../../contract/index.ts';

/** What was learnt about a host's uploads; shared by all uploads to it. Bytes. */
export interface UploadHost {
  /** Send pieces of this size instead of one body. */
  pieceBytes: number | undefined;
  /** OCI-Chunk-Min-Length. */
  minimumPiece: number;
  /** The host answered a status question with what it has. */
  resumable: boolean;
}

export const standardPiece = 64 * 1024 * 1024;
export const smallestPiece = 1024 * 1024;

/** Above this a host that can continue uploads gets pieces. */
const pieceThreshold = 4 * 1024 * 1024 * 1024;

export function newUploadHost(): UploadHost {
  return { pieceBytes: undefined, minimumPiece: 0, resumable: false };
}

/** Whether a blob goes in pieces rather than in one body (registry-client.md U5). What is no larger than a piece does not. */
export function wantsPieces(host: UploadHost, size: number): boolean {
  const { pieceBytes = host.resumable ? pieceThreshold : Infinity } = host;
  return size > pieceBytes;
}

/** The next piece's size when `left` bytes are to go. */
export function pieceSize(host: UploadHost, left: number): number {
  const size = host.pieceBytes ?? (left > pieceThreshold ? standardPiece : left);
  return Math.min(left, Math.max(size, host.minimumPiece));
}

/**
 * A body of `refused` bytes got a 413: smaller pieces from now on, for every upload to this host.
 * Throws UPLOAD_TOO_LARGE when they are as small as they get.
 */
export function shrinkPieces(
  host: UploadHost,
  refused: number,
  about: { readonly host: string; readonly digest: string },
): void {
  const smallest = Math.max(smallestPiece, host.minimumPiece);
  if (refused <= smallest) {
    throw new SluiceError('UPLOAD_TOO_LARGE', {
      params: { ...about, bytes: refused },
      affected: [about.host],
    });
  }
  const half = Math.max(smallest, Math.floor(refused / 2));
  host.pieceBytes = Math.min(host.pieceBytes ?? standardPiece, half);
}

/**
 * Bodies that began at the same place of a blob broke off twice in a row; the longer one had handed `sent` bytes to
 * the network. That is no accident but a limit of something in between, somewhere below `sent`: how far below cannot
 * be seen, since socket buffers swallow up to tens of megabytes. So pieces are at most half of it, and half again
 * when one of them breaks off there too.
 */
export function noteBreaks(host: UploadHost, sent: number): void {
  if (sent <= smallestPiece) return;
  const half = Math.max(smallestPiece, host.minimumPiece, Math.floor(sent / 2));
  host.pieceBytes = Math.min(host.pieceBytes ?? standardPiece, half);
}
