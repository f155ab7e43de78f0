import { appErrors } from './app.ts';
import { bridgeErrors } from './bridge.ts';
import { connectionsErrors } from './connections.ts';
import { contentErrors } from './content.ts';
import { drivesErrors } from './drives.ts';
import { jobsErrors } from './jobs.ts';
import { pathsErrors } from './paths.ts';
import { workspaceErrors } from './workspace.ts';
import { archiveErrors } from './archive.ts';
import { cliErrors } from './cli.ts';
import { configErrors } from './config.ts';
import { fillText } from './fill.ts';
import { hostErrors } from './host.ts';
import { imageErrors } from './image.ts';
import { ledgerErrors } from './ledger.ts';
import { networkErrors } from './network.ts';
import { planErrors } from './plan.ts';
import { practiceErrors } from './practice.ts';
import { referenceErrors } from './reference.ts';
import { registryErrors } from './registry.ts';
import { registryLookupErrors } from './registry-lookup.ts';
import { releaseErrors } from './release.ts';
import { resourcesErrors } from './resources.ts';
import { transferErrors } from './transfer.ts';
import type { ErrorEntry, ErrorText, Language } from './text.ts';

/** Every code with its words, by room. */
export const errorCatalogue = {
  ...workspaceErrors,
  ...pathsErrors,
  ...jobsErrors,
  ...drivesErrors,
  ...contentErrors,
  ...connectionsErrors,
  ...bridgeErrors,
  ...appErrors,
  ...archiveErrors,
  ...cliErrors,
  ...configErrors,
  ...hostErrors,
  ...imageErrors,
  ...ledgerErrors,
  ...networkErrors,
  ...planErrors,
  ...practiceErrors,
  ...referenceErrors,
  ...registryErrors,
  ...registryLookupErrors,
  ...releaseErrors,
  ...resourcesErrors,
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
