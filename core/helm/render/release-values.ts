import type { Value } from '../template/index.ts';

/** `.Release` of a release that nobody named, as `helm template` has it. */
export function releaseValues(): Value {
  return new Map<string, Value>([
    ['Name', 'release-name'],
    ['Namespace', 'default'],
    ['Service', 'Helm'],
    ['Revision', 1n],
    ['IsInstall', true],
    ['IsUpgrade', false],
  ]);
}
