import type { FileSystem } from '../../ports/index.ts';
import { openBlockFiles, type BlockFiles } from './block-files.ts';
import { volumesOf, type Geometry } from './geometry.ts';
import { volumeName } from './names.ts';

/** The files with repair blocks, read as blocks numbered repair * rows + row. */
export function openVolumes(fs: FileSystem, directory: string, geometry: Geometry): BlockFiles {
  const files = volumesOf(geometry).map(({ volume, count }) => ({
    name: volumeName(volume),
    size: count * geometry.blockSize,
  }));
  return openBlockFiles(fs, directory, files, geometry.blockSize);
}
