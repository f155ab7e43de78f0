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

/** Whether a blob goes in pieces rather than in one body (registry-client.md U5). */
export function wantsPieces(host: UploadHost, size: number): boolean {
  return host.pieceBytes !== undefined || (host.resumable && size > pieceThreshold);
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
 * A whole-body upload broke off at `at`, the one before it at `before`. Twice at the same place is no accident
 * but a limit of something in between.
 */
export function noteBreak(host: UploadHost, at: number, before: number | undefined): void {
  if (before === undefined || at === 0 || host.pieceBytes !== undefined) return;
  if (Math.abs(at - before) > smallestPiece) return;
  const below = Math.max(smallestPiece, Math.floor(at / 2));
  host.pieceBytes = Math.max(host.minimumPiece, Math.min(standardPiece, below));
}
