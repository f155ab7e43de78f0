import { appendFile, mkdir, rename, rm, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';

// What may become of the files of a set on their way. Each answers the files that have to be named.

export async function lost(set: string, file: string): Promise<string[]> {
  await rm(join(set, file));
  return [file];
}

export async function renamed(set: string, file: string, name: string): Promise<string[]> {
  await rename(join(set, file), join(set, name));
  return [file];
}

/** Two files take each other's names. */
export async function exchanged(set: string, one: string, other: string): Promise<string[]> {
  await rename(join(set, one), join(set, 'aside'));
  await rename(join(set, other), join(set, one));
  await rename(join(set, 'aside'), join(set, other));
  return [one, other];
}

export async function emptied(set: string, file: string): Promise<string[]> {
  await truncate(join(set, file));
  return [file];
}

export async function lengthened(set: string, file: string): Promise<string[]> {
  await appendFile(join(set, file), Buffer.alloc(512, 'x'));
  return [file];
}

export async function folderInstead(set: string, file: string): Promise<string[]> {
  await lost(set, file);
  await mkdir(join(set, file));
  return [file];
}

export async function linkInstead(set: string, file: string): Promise<string[]> {
  await renamed(set, file, 'elsewhere');
  await symlink('elsewhere', join(set, file));
  return [file];
}
