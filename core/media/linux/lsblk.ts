import { z } from 'zod';

/**
 * What `lsblk -J -b` says of a block device. util-linux before 2.33 writes numbers and flags as text; columns that
 * a version lacks are absent; everything unknown is null.
 */
export interface BlockDevice {
  /** Name in the kernel: `sdb1`, `dm-0`. */
  readonly kernelName: string;
  readonly path: string;
  readonly majorMinor: string;
  /** `disk`, `part`, `crypt`, `lvm`, `raid1`, `loop`, `rom` … */
  readonly type: string;
  readonly size: number;
  readonly readOnly: boolean;
  readonly removable: boolean;
  readonly hotplug: boolean;
  /** `usb`, `sata`, `nvme`, `mmc` … */
  readonly transport: string;
  readonly model: string;
  readonly serial: string;
  readonly fileSystem: string;
  readonly fileSystemVersion: string;
  readonly label: string;
  readonly uuid: string;
  readonly partitionTable: string;
  readonly partitionType: string;
  readonly children: readonly BlockDevice[];
}

/** Columns of util-linux 2.34 and later (RHEL 9 has 2.37, Debian 12 2.38). */
export const columns =
  'NAME,KNAME,PATH,MAJ:MIN,TYPE,SIZE,RO,RM,HOTPLUG,TRAN,VENDOR,MODEL,SERIAL,FSTYPE,FSVER,LABEL,UUID,PTTYPE,PARTTYPE';
/** Columns that 2.32 (RHEL 8) knows as well. */
export const oldColumns =
  'NAME,KNAME,MAJ:MIN,TYPE,SIZE,RO,RM,HOTPLUG,TRAN,VENDOR,MODEL,SERIAL,FSTYPE,LABEL,UUID,PARTTYPE';

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');
const number = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => Number(value ?? 0))
  .pipe(z.number().nonnegative().catch(0));
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value) => value === true || value === '1' || value === 1);

const schema = z.object({
  name: text,
  kname: text,
  path: text,
  'maj:min': text,
  type: text,
  size: number,
  ro: flag,
  rm: flag,
  hotplug: flag,
  tran: text,
  vendor: text,
  model: text,
  serial: text,
  fstype: text,
  fsver: text,
  label: text,
  uuid: text,
  pttype: text,
  parttype: text,
  children: z.array(z.unknown()).nullish(),
});

const answer = z.object({ blockdevices: z.array(z.unknown()) });

/** Reads the JSON that lsblk printed. Throws SyntaxError or ZodError when it is none of lsblk's. */
export function parseLsblk(output: string): BlockDevice[] {
  return answer.parse(JSON.parse(output)).blockdevices.map((value) => toDevice(value, 0));
}

const deepest = 16;

function toDevice(value: unknown, depth: number): BlockDevice {
  const raw = schema.parse(value);
  const kernelName = raw.kname === '' ? raw.name : raw.kname;
  const children = depth < deepest ? (raw.children ?? []) : [];
  return {
    kernelName,
    path: raw.path === '' ? `/dev/${kernelName}` : raw.path,
    majorMinor: raw['maj:min'],
    type: raw.type,
    size: raw.size,
    readOnly: raw.ro,
    removable: raw.rm,
    hotplug: raw.hotplug,
    transport: raw.tran,
    // The vendor of virtual and NVMe devices is a bare PCI number.
    model: [raw.vendor.startsWith('0x') ? '' : raw.vendor, raw.model].filter((part) => part !== '').join(' '),
    serial: raw.serial,
    fileSystem: raw.fstype,
    fileSystemVersion: raw.fsver,
    label: raw.label,
    uuid: raw.uuid,
    partitionTable: raw.pttype,
    partitionType: raw.parttype.toLowerCase(),
    children: children.map((child) => toDevice(child, depth + 1)),
  };
}
