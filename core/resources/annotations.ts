import type { YamlObject } from './file.ts';

export interface Origin {
  readonly createdAt: Date;
  readonly toolVersion: string;
}

/**
 * The annotations of every object (oc-mirror-v2.md 8): oc-mirror's keys `createdAt` and
 * `createdBy`. Sluice names itself and its own version: a support case must not be led to
 * believe that oc-mirror wrote the file.
 */
export function annotations({ createdAt, toolVersion }: Origin): YamlObject {
  return {
    createdAt: `${createdAt.toISOString().slice(0, 19)}Z`,
    createdBy: 'sluice',
    sluice_version: toolVersion,
  };
}
