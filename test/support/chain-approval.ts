import { asked, type ChainSite } from './chain-world.ts';
import { expectSuccess } from './integration-stage.ts';
import { trivyReport, type TrivyFinding } from './scan-reports.ts';

/**
 * One round at the gate: the export is planned, what is to be scanned is scanned, the reports are taken in. `found`
 * gives what the scanner finds in a repository. Answers the references that were scanned.
 */
export async function scanRound(
  { stage }: ChainSite,
  round: { readonly config: string; readonly enclave: string; readonly name: string },
  found: (reference: string) => readonly TrivyFinding[],
): Promise<readonly string[]> {
  const { config, enclave, name } = round;
  const planned = await stage.type(`sluice plan -c ${config} --approved-for ${enclave} file://media/planned`);
  expectSuccess(planned);
  const listed = await stage.type(`sluice approve to-scan --for ${enclave}`);
  expectSuccess(listed);
  const references = listed.output.split('\n').filter((line) => line !== '');
  const today = new Date().toISOString();
  const reports = await Promise.all(
    references.map(async (reference, at) => {
      const file = `scans/${name}-${at}.json`;
      const report = trivyReport(reference.slice(reference.indexOf('@') + 1), found(reference), {
        CreatedAt: today,
      });
      await stage.write(file, JSON.stringify(report));
      return file;
    }),
  );
  if (reports.length === 0) return [];
  const date = today.slice(0, 10);
  expectSuccess(await stage.type(`sluice approve import ${reports.join(' ')} --database-date ${date}`));
  return references;
}

interface VerdictList {
  readonly rows: readonly { readonly origin: string; readonly digest: string; readonly verdict: string }[];
}

/** Digests of the images that are held back, by origin. */
export async function heldBack(site: ChainSite, enclave: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await asked<VerdictList>(
    site,
    `sluice approve list --for ${enclave} --verdict held --json`,
  );
  return new Map(rows.map(({ origin, digest }) => [origin, digest]));
}
