export {
  archiveFile,
  archiveSink,
  contentOf,
  sha256Hex,
  writeImageFiles,
  type ArchiveSink,
} from './archive-sink.ts';
export {
  cutsOf,
  exportRecordSchema,
  replayExport,
  trimResume,
  cutResume,
  type ExportRecord,
  type ExportState,
  type RecordedBaseline,
} from './export-journal.ts';
export { holdsImage } from './holds-image.ts';
export { importRecordSchema, storedKey, type ImportRecord } from './import-journal.ts';
export { openPlannedBlob } from './open-blob.ts';
export { createProgress, type InFlight, type TransferCounters, type TransferProgress } from './progress.ts';
export { registrySink } from './registry-sink.ts';
export type { ImageOutcome, TransferResult } from './result.ts';
export { describeSetContent, type SetFacts } from './set-manifest.ts';
export type { BlobOutcome, BlobWork, Sink } from './sink.ts';
export { transfer, type ImageWatch, type LastImages, type TransferOptions } from './transfer.ts';
