import { appErrors } from './app.ts';
import { approvalErrors } from './approval.ts';
import { bridgeErrors } from './bridge.ts';
import { connectionsErrors } from './connections.ts';
import { contentErrors } from './content.ts';
import { carryErrors } from './carry.ts';
import { custodyErrors } from './custody.ts';
import { drivesErrors } from './drives.ts';
import { jobsErrors } from './jobs.ts';
import { pathsErrors } from './paths.ts';
import { workspaceErrors } from './workspace.ts';
import { archiveErrors } from './archive.ts';
import { catalogFilterErrors } from './catalog-filter.ts';
import { catalogReadErrors } from './catalog-read.ts';
import { catalogRebuildErrors } from './catalog-rebuild.ts';
import { cliErrors } from './cli.ts';
import { configErrors } from './config.ts';
import { fillText } from './fill.ts';
import { helmErrors } from './helm.ts';
import { hostErrors } from './host.ts';
import { imageErrors } from './image.ts';
import { layersErrors } from './layers.ts';
import { ledgerErrors } from './ledger.ts';
import { mediaTestErrors } from './media-test.ts';
import { networkErrors } from './network.ts';
import { operatorsErrors } from './operators.ts';
import { planErrors } from './plan.ts';
import { practiceErrors } from './practice.ts';
import { driftErrors } from './drift.ts';
import { receiptsErrors } from './receipts.ts';
import { referenceErrors } from './reference.ts';
import { registryErrors } from './registry.ts';
import { registryLookupErrors } from './registry-lookup.ts';
import { registryStorageErrors } from './registry-storage.ts';
import { releaseErrors } from './release.ts';
import { reportErrors } from './report.ts';
import { resourcesErrors } from './resources.ts';
import { sealErrors } from './seal.ts';
import { transferErrors } from './transfer.ts';
import type { ErrorEntry, ErrorText, Language } from './text.ts';

/** Every code with its words, by room. */
export const errorCatalogue = {
  ...workspaceErrors,
  ...pathsErrors,
  ...jobsErrors,
  ...carryErrors,
  ...drivesErrors,
  ...contentErrors,
  ...connectionsErrors,
  ...bridgeErrors,
  ...appErrors,
  ...approvalErrors,
  ...archiveErrors,
  ...catalogFilterErrors,
  ...catalogReadErrors,
  ...catalogRebuildErrors,
  ...cliErrors,
  ...configErrors,
  ...custodyErrors,
  ...helmErrors,
  ...hostErrors,
  ...imageErrors,
  ...layersErrors,
  ...ledgerErrors,
  ...mediaTestErrors,
  ...networkErrors,
  ...operatorsErrors,
  ...planErrors,
  ...practiceErrors,
  ...driftErrors,
  ...receiptsErrors,
  ...referenceErrors,
  ...registryErrors,
  ...registryLookupErrors,
  ...registryStorageErrors,
  ...releaseErrors,
  ...reportErrors,
  ...resourcesErrors,
  ...sealErrors,
  ...transferErrors,
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

/** The words for `code` in `language`, with the parameters put in. */
export function describeCode(
  code: ErrorCode,
  params: Readonly<Record<string, string | number>>,
  language: Language,
): ErrorText {
  const { what, next }: ErrorText = (errorCatalogue[code] satisfies ErrorEntry)[language];
  return { what: fillText(what, params, language), next: fillText(next, params, language) };
}
