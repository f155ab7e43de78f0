/** What lies on a volume, as far as it can be told without reading it. */
export type VolumeContent = 'file-system' | 'encrypted' | 'nothing' | 'unknown';

/** A volume that files can be carried on: a partition of a stick, a disk, a disc, a network share. */
export interface MediaDrive {
  /** Stays the same while plugged in, and when the same medium is plugged in again. */
  readonly id: string;
  /** What the system's tools call the volume: `/dev/sdb1`, `disk2s1`, `E`. */
  readonly device: string;
  /** The whole drive; its volumes are ejected together. */
  readonly disk: string;
  readonly label: string;
  /** Vendor and model of the drive. */
  readonly model: string;
  readonly kind: 'usb' | 'disk' | 'optical' | 'network' | 'practice' | 'other';
  readonly removable: boolean;
  /** The machine runs from it. */
  readonly system: boolean;
  readonly content: VolumeContent;
  /** Bytes. */
  readonly capacity: number;
  readonly free?: number;
  /** How many files it can hold, and how many more; only where the file system counts them. */
  readonly files?: { readonly total: number; readonly free: number };
  /** As the system calls it: `vfat`, `ext4`, `exfat`. */
  readonly fileSystem?: string;
  readonly readOnly: boolean;
  /** Whether this user may write at its top; absent while not mounted. */
  readonly writable?: boolean;
  readonly mountPoint?: string;
}

/** The drives of one operating system. */
export interface DriveProbe {
  readonly platform: 'linux' | 'macos' | 'windows';
  /**
   * All drives with something to say about them; sorted, removable ones first. `leave` names mount points that must
   * not be disturbed. Throws DRIVES_TOOL_MISSING, DRIVES_TOOL_FAILED.
   */
  list(): Promise<readonly MediaDrive[]>;
  /** Changes when something was plugged in, mounted or taken away; far cheaper than a list. */
  signature(): Promise<string>;
  /** Where changes that `signature` cannot see show themselves, when there is such a folder. */
  readonly watchFolder?: string;
  /** Throws DRIVE_NOT_MOUNTABLE, DRIVE_NOT_PERMITTED. */
  mount(drive: MediaDrive): Promise<void>;
  /**
   * Writes everything out, unmounts all volumes of the drive, and powers it off where it can. When it returns, it is safe
   * to unplug. Throws DRIVE_BUSY, DRIVE_NOT_PERMITTED, DRIVE_EJECT_BY_HAND, DRIVE_EJECT_FAILED.
   */
  eject(drive: MediaDrive, all: readonly MediaDrive[]): Promise<void>;
}

/** Nothing that writes, mounts or unmounts is cut short: a slow stick takes minutes to write out. */
export const patientTimeout = 30 * 60 * 1000;
