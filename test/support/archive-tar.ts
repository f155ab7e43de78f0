import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { readEntries, type TarEntry } from '../../core/archive/tar/read-entries.ts';
import { systemFileSystem } from '../../core/ports/index.ts';

/** Whether there is a GNU tar to compare with. */
export const haveTar: boolean = ((): boolean => {
  try {
    return execFileSync('tar', ['--version']).toString().includes('GNU tar');
  } catch {
    return false;
  }
})();

/** One raw tar entry, lawful or not. Fields not given are as GNU tar would write them. */
export interface RawEntry {
  readonly name?: string | Buffer;
  readonly prefix?: string;
  readonly body?: Buffer | string;
  /** What the size field says; the body's length when absent. */
  readonly size?: number | Buffer;
  readonly type?: string;
  readonly mode?: string;
  readonly mtime?: Buffer | string;
  readonly linkName?: string;
  readonly magic?: string;
  /** The checksum field itself; computed when absent. */
  readonly checksum?: string;
  readonly padding?: Buffer;
}

export function rawEntry(entry: RawEntry): Buffer {
  const body = Buffer.from(entry.body ?? '');
  const block = Buffer.alloc(512);
  const put = (offset: number, value: string | Buffer, length: number): void => {
    Buffer.from(value as string, 'latin1').copy(block, offset, 0, length);
  };
  const name = entry.name ?? 'working-dir/file';
  put(0, typeof name === 'string' ? Buffer.from(name) : name, 100);
  put(100, entry.mode ?? '0000644', 8);
  put(108, '0000000', 8);
  put(116, '0000000', 8);
  const size = entry.size ?? body.length;
  put(124, typeof size === 'number' ? size.toString(8).padStart(11, '0') : size, 12);
  put(136, entry.mtime ?? '14524770400', 12);
  put(156, entry.type ?? '0', 1);
  put(157, entry.linkName ?? '', 100);
  put(257, entry.magic ?? 'ustar\x0000', 8);
  put(345, entry.prefix ?? '', 155);
  put(148, '        ', 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, entry.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 8);
  const filling = entry.padding ?? Buffer.alloc((512 - (body.length % 512)) % 512);
  return Buffer.concat([block, body, filling]);
}

export function paxRecord(key: string, value: string | Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value as string), Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

export function paxEntry(records: Readonly<Record<string, string | Buffer>>, type = 'x'): Buffer {
  const body = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
  return rawEntry({ name: 'PaxHeaders.0/x', type, body });
}

export const endOfTar: Buffer = Buffer.alloc(1024);

/** Writes parts as a tar file; the end mark is added unless told otherwise. */
export async function writeTar(
  path: string,
  parts: readonly Buffer[],
  end: Buffer = endOfTar,
): Promise<void> {
  await writeFile(path, Buffer.concat([...parts, end]));
}

/** All entries of a tar file through the strict reader. */
export async function listTar(path: string, file = 'mirror_000001.tar'): Promise<TarEntry[]> {
  const handle = await systemFileSystem.open(path, 'r');
  try {
    const entries: TarEntry[] = [];
    for await (const entry of readEntries(handle, { file })) entries.push(entry);
    return entries;
  } finally {
    await handle.close();
  }
}
