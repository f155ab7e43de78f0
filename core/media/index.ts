export { fat32FileLimit, traitsOf, type FileSystemTraits } from './file-systems.ts';
export { mountOfPath, parseMountInfo, readMounts, type Mount } from './mounts.ts';
export { volumeFacts, type VolumeFacts } from './space.ts';
