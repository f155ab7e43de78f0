import { SluiceError, type CapacityReport, type CapacityView } from '../../contract/index.ts';
import {
  dropFromCache,
  systemTools,
  testCapacity,
  type CapacityProgress,
  type RunTool,
} from '../../media/index.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';

export type { CapacityProgress };

export interface TestMediumOptions {
  readonly signal: AbortSignal;
  /** Bytes to write; absent: all free space but a small reserve. */
  readonly bytes?: number;
  readonly onProgress?: (progress: CapacityProgress) => void;
  /** Default: the tools of this machine. */
  readonly run?: RunTool;
}

/** Tests what the medium at `directory` keeps. Throws MEDIA_TEST_GONE and its like, and the signal's reason. */
export async function testMedium(
  services: HostServices,
  directory: string,
  options: TestMediumOptions,
): Promise<CapacityReport> {
  const { fs, clock, random, environment } = services;
  const run = options.run ?? systemTools(environment);
  return testCapacity(directory, {
    fs,
    clock,
    random,
    signal: options.signal,
    dropFromCache: (files) => dropFromCache({ fs, platform: environment.platform, run }, files),
    ...(options.bytes !== undefined && { bytes: options.bytes }),
    ...(options.onProgress !== undefined && { onProgress: options.onProgress }),
  });
}

/**
 * Throws MEDIA_TEST_SYSTEM_DISK when `directory` lies on the disk of the system or of the user's own files: nobody
 * wants to fill that one by mistake.
 */
export async function refuseSystemDisk(services: HostServices, directory: string): Promise<void> {
  const { fs, environment } = services;
  const deviceOf = (path: string): Promise<number | undefined> =>
    fs.stat(path).then(
      ({ dev }) => dev,
      () => undefined,
    );
  const here = await deviceOf(directory);
  for (const own of ['/', environment.home]) {
    if (here === undefined || (await deviceOf(own)) !== here) continue;
    throw new SluiceError('MEDIA_TEST_SYSTEM_DISK', { params: { directory }, affected: [directory] });
  }
}

export function capacityView({ findings, ...report }: CapacityReport): CapacityView {
  return {
    ...report,
    findings: findings.map((finding) => ({ level: finding.level, message: findingMessage(finding) })),
  };
}
