export { createDrives, type Drives, type DrivesOptions } from './create-drives.ts';
