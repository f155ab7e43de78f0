// Writing a set.
export { openSetWriter, type BlobBuffer, type SetWriter, type SetWriterOptions } from './write/set-writer.ts';
export type { ChunkLimits } from './write/chunk-pool.ts';
export type { EntryLocation, WrittenEntry } from './write/location.ts';
export type { ResumeChunk, ResumeState } from './write/resume.ts';
export type { SealedChunk } from './write/seal.ts';
export { createChunkHasher, type ChunkHasher } from './write/chunk-hasher.ts';
export type { CommitOptions, CommittedSet } from './commit/commit.ts';
export { previousSet, type PreviousSet } from './commit/previous.ts';
export { recoverCommit, type Recovery } from './commit/recover.ts';

// The set manifest.
export {
  chunkFilesOf,
  closureOf,
  closureWith,
  indexName,
  manifestName,
  parseManifest,
  signatureName,
  signatureStatuses,
  type ImageClosure,
  type SetImage,
  type SetManifest,
  type SetManifestInput,
  setHostSchema,
  type SetHost,
} from './manifest/schema.ts';
export { canonicalJson } from './manifest/canonical.ts';

// Names and link files inside an archive.
export {
  blobPath,
  chunkHeldBy,
  chunkName,
  chunkNumber,
  entryShape,
  mostParts,
  partName,
  type EntryShape,
} from './layout/paths.ts';
export { linkFiles, type ArchiveFile, type RepositoryContent } from './layout/links.ts';

// Reading a set.
export { glanceAtSet, type ManifestReader, type SetGlance } from './read/glance.ts';
export { openSet, readSetManifest, type OpenSetOptions } from './read/open-set.ts';
export type { OpenProgress } from './read/scan.ts';
export type { ChunkFile, ContentPlace, FilePlace, OpenedSet } from './read/opened-set.ts';
export { archiveSource } from './read/archive-source.ts';
export {
  verifySet,
  type ChunkReport,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyReport,
} from './verify/verify-set.ts';
export { describeSet, type SetDescription } from './verify/describe-set.ts';

// Carrying a set on several media.
export {
  carryLog,
  collectMedium,
  fillMedium,
  piecesOf,
  roomToCollect,
  type Collected,
  type Filled,
  type Piece,
  type Pieces,
} from './carry/index.ts';

// Repair blocks beside a set.
export { makeRepair, type MadeRepair, type MakeOptions, type RepairProgress } from './repair/make.ts';
export { checkRepair, type CheckOptions, type RepairReport } from './repair/check.ts';
export { mendRepair, type MendReport } from './repair/mend.ts';
export type { FileDamage } from './repair/survey.ts';

// Drop folders.
export { sendToDrop, type DropProgress, type SendOptions, type SentSet } from './drop/send.ts';
export { receiveFromDrop, type ReceivedDrop, type ReceiveOptions } from './drop/receive.ts';
export type { MissingFile } from './drop/receive-files.ts';
