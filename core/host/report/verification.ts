import type { Verification } from '../../contract/index.ts';
import { dropFromCache, systemTools } from '../../media/index.ts';
import type { Maker, VerificationFacts } from '../../report/index.ts';
import { readSetFacts } from '../jobs/set-facts.ts';
import { verifyOnMedium } from '../jobs/verify-phase.ts';
import { verify, type VerifyReport } from '../media-commands.ts';
import type { HostServices } from '../services.ts';

export interface VerifyForReport {
  readonly signal: AbortSignal;
  readonly by: Maker;
  /** Bytes read so far, of all. */
  readonly onBytes?: (done: number, total: number) => void;
}

/**
 * Reads the whole set back, past the memory of the machine where the system can. What is damaged is in the result;
 * throws what opening a set throws.
 */
export async function verifyForReport(
  services: HostServices,
  folder: string,
  { signal, by, onBytes }: VerifyForReport,
): Promise<VerificationFacts> {
  const { fs, environment } = services;
  let read: VerifyReport | undefined;
  const verification = await verifyOnMedium({
    services,
    folder,
    facts: await readSetFacts(fs, folder),
    signal,
    verify: async (...call) => (read = await verify(...call)),
    dropFromCache: (files) =>
      dropFromCache({ fs, platform: environment.platform, run: systemTools(environment) }, files),
    onBytes: (done, total) => onBytes?.(done, total),
  });
  const facts = verificationFacts(verification, by);
  // Blobs of a chunk in parts are counted with the first of them.
  const blobs = new Map(
    read?.chunks.map(({ name, parts, blobs: count }) => [parts?.[0]?.name ?? name, count]),
  );
  return {
    ...facts,
    chunks: facts.chunks.map((chunk) => {
      const count = blobs.get(chunk.name);
      return count === undefined ? chunk : { ...chunk, blobs: count };
    }),
  };
}

/** A read-back of the application in the report's form. */
export function verificationFacts(
  { at, pastCache, chunks, problems }: Verification,
  by: Maker,
): VerificationFacts {
  return {
    time: at,
    by,
    pastCache,
    chunks: chunks.map(({ name, bytes, sha256, state }) => ({ name, bytes, sha256, state })),
    problems: problems.map(({ code, params }) => ({ code, params })),
  };
}
