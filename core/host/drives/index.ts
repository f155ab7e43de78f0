export { createDrives, withMedia, type Drives, type DrivesOptions } from './create-drives.ts';
