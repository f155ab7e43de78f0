import { dirname, join, normalize, sep } from 'node:path';
import { allowedImports, packageRooms } from './rules.ts';

export interface SourceFile {
  /** Path from the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const importForm =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?<!['"\w-])import\s*'([^']+)'/g;

/** The room of a file: the folder below core/, or electron, renderer; undefined for anything else. */
export function roomOf(path: string): string | undefined {
  const parts = path.split('/');
  if (parts[0] === 'core') return parts.length > 2 ? parts[1] : undefined;
  return parts[0] === 'electron' || parts[0] === 'renderer' ? parts[0] : undefined;
}

/** Every import that DESIGN's layering forbids, as "file imports target: why". */
export function illegalImports(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  for (const file of files) {
    const room = roomOf(file.path);
    if (room === undefined) continue;
    const allowed = allowedImports[room];
    if (allowed === undefined) {
      faults.push(`${file.path}: the room "${room}" is not in test/layers/rules.ts`);
      continue;
    }
    for (const match of file.text.matchAll(importForm)) {
      const target = match[1] ?? match[2] ?? match[3] ?? '';
      const fault = target.startsWith('.')
        ? relativeFault(file.path, room, target, allowed)
        : packageFault(room, target);
      if (fault !== undefined) faults.push(`${file.path} imports ${target}: ${fault}`);
    }
  }
  return faults;
}

function relativeFault(
  path: string,
  room: string,
  target: string,
  allowed: readonly string[],
): string | undefined {
  const resolved = normalize(join(dirname(path), target))
    .split(sep)
    .join('/');
  const targetRoom = roomOf(resolved);
  if (targetRoom === undefined) return resolved === 'package.json' ? undefined : 'outside the rooms';
  if (targetRoom === room) return undefined;
  if (!allowed.includes(targetRoom)) return `${room} may not import ${targetRoom}`;
  // A room is entered by its door, so that its inside can change.
  return resolved === `core/${targetRoom}/index.ts` ? undefined : `enter ${targetRoom} through its index.ts`;
}

function packageFault(room: string, target: string): string | undefined {
  if (target.startsWith('node:')) {
    return room === 'contract' || room === 'renderer' ? 'only zod and the room itself' : undefined;
  }
  const name = target.startsWith('@')
    ? target.split('/').slice(0, 2).join('/')
    : (target.split('/')[0] ?? '');
  if (room === 'contract' && name !== 'zod') return 'contract imports only zod';
  const rooms = packageRooms[name];
  return rooms === undefined || rooms.includes(room) ? undefined : `${name} belongs to ${rooms.join(', ')}`;
}
