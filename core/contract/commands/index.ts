import type { z } from 'zod';
import { appCommands } from './app.ts';
import { approvalCommands } from './approvals.ts';
import { catalogCommands } from './catalogs.ts';
import { contentCommands } from './content.ts';
import { custodyCommands } from './custody.ts';
import { driftCommands } from './drift.ts';
import { archiveCommands, driveCommands } from './drives.ts';
import { helmCommands } from './helm.ts';
import { holdingsCommands } from './holdings.ts';
import { jobCommands } from './jobs.ts';
import { keyCommands } from './keys.ts';
import { pathCommands } from './paths.ts';
import { planCommands } from './plan.ts';
import { receiptCommands } from './receipts.ts';
import { registryCommands } from './registries.ts';
import { reportCommands } from './reports.ts';
import { settingsCommands } from './settings.ts';
import { transferCommands } from './transfers.ts';
import { workspaceCommands } from './workspace.ts';

/** Every command that a page may send: one map, in one place, with the schema of what goes in and comes out. */
export const commands = {
  ...appCommands,
  ...approvalCommands,
  ...settingsCommands,
  ...pathCommands,
  ...driveCommands,
  ...archiveCommands,
  ...custodyCommands,
  ...registryCommands,
  ...contentCommands,
  ...catalogCommands,
  ...helmCommands,
  ...holdingsCommands,
  ...planCommands,
  ...jobCommands,
  ...keyCommands,
  ...reportCommands,
  ...workspaceCommands,
  ...receiptCommands,
  ...transferCommands,
  ...driftCommands,
} as const;

export type CommandName = keyof typeof commands;
/** What a client sends: defaults may be left out. */
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
/** What a handler receives: checked, with defaults filled in. */
export type CheckedInput<Name extends CommandName> = z.output<(typeof commands)[Name]['input']>;
export type CommandOutput<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>;

export const commandNames = Object.keys(commands) as readonly CommandName[];

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

/** Commands that change something or start work: a viewer may not send them. */
export const readOnlyCommands: ReadonlySet<CommandName> = new Set<CommandName>([
  'app.info',
  'practice.status',
  'settings.get',
  'drives.list',
  'registries.list',
  'credentials.list',
  'config.templates',
  'config.describe',
  'jobs.list',
  'jobs.get',
  'jobs.items',
  'jobs.logs',
  'jobs.failures',
  'jobs.document',
  'runs.waiting',
  'keys.list',
  'approvals.list',
  'approvals.rules',
  'approvals.toScan',
  'enclaves.list',
  'enclaves.places',
  'drafts.get',
  'custody.read',
  'receipts.ofJob',
  'receipts.file',
  'sets.list',
  'sets.awaited',
  'transfers.list',
  'drift.last',
  'drift.timeline',
]);
