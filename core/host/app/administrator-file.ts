import { join } from 'node:path';
import type { Environment } from '../../ports/index.ts';

/** Where an administrator sets values for every user of a machine. */
export function administratorFile({ platform, variables }: Environment): string {
  if (platform === 'win32') {
    return join(variables['ProgramData'] ?? 'C:\\ProgramData', 'Sluice', 'settings.json');
  }
  return platform === 'darwin'
    ? '/Library/Application Support/Sluice/settings.json'
    : '/etc/sluice/settings.json';
}
