export { testCapacity, type CapacityProgress, type CapacityTestOptions } from './capacity-test.ts';
export type { DriveProbe, MediaDrive, VolumeContent } from './drive.ts';
export { dropFromCache } from './drop-cache.ts';
export { fat32FileLimit, traitsOf, type FileSystemTraits } from './file-systems.ts';
export { createLinuxProbe, type LinuxProbeOptions } from './linux/probe.ts';
export { createMacosProbe } from './macos/probe.ts';
export { mountOfPath, parseMountInfo, readMounts, type Mount } from './mounts.ts';
export { systemTools, type RunTool, type ToolOptions, type ToolResult } from './run-tool.ts';
export { fileSystemFacts, volumeFacts, type VolumeFacts } from './space.ts';
export {
  bytesNeeded,
  driveStatuses,
  isSafeChoice,
  suggestDrive,
  type DriveVerdict,
  type DriveWish,
} from './statuses.ts';
export { createWindowsProbe } from './windows/probe.ts';
