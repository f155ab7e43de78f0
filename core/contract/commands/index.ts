import type { z } from 'zod';
import { appCommands } from './app.ts';
import { contentCommands } from './content.ts';
import { archiveCommands, driveCommands } from './drives.ts';
import { jobCommands } from './jobs.ts';
import { pathCommands } from './paths.ts';
import { planCommands } from './plan.ts';
import { registryCommands } from './registries.ts';
import { settingsCommands } from './settings.ts';
import { workspaceCommands } from './workspace.ts';

/** Every command that a page may send: one map, in one place, with the schema of what goes in and comes out. */
export const commands = {
  ...appCommands,
  ...settingsCommands,
  ...pathCommands,
  ...driveCommands,
  ...archiveCommands,
  ...registryCommands,
  ...contentCommands,
  ...planCommands,
  ...jobCommands,
  ...workspaceCommands,
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
  'enclaves.list',
  'drafts.get',
]);
