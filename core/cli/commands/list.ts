import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  listOperators,
  listReleaseVersions,
  type Observer,
  type OperatorListing,
  type OperatorQuery,
  type ReleaseListing,
  type ReleaseQuery,
} from '../../host/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { printJson, rendering, type CommandContext } from '../context.ts';
import { formatTable } from '../output/format.ts';
import { formatMessage } from '../output/message.ts';
import { wordsIn, type WordKey } from '../words.ts';

type Options = Record<string, string | boolean | undefined>;

type Files = Pick<ReleaseQuery & OperatorQuery, 'registriesConf' | 'authFile'>;

/** `sluice list releases` and `sluice list operators` (oc-mirror-v2.md 2.5). */
export function addList(program: Command, context: CommandContext): void {
  const list = program.command('list').description(wordsIn(context.language)('help.list'));
  addListing(list, context, releases);
  addListing(list, context, operators);
}

/** What can be listed: how it is asked for, found and shown. */
interface Listing<Query extends Files, Found> {
  readonly name: 'releases' | 'operators';
  /** Flag and words of what this listing alone can be asked, in their order. */
  readonly flags: readonly (readonly [flag: string, word: WordKey])[];
  readonly query: (options: Options) => Query;
  readonly find: (
    services: CommandContext['services'],
    query: Query,
    within: { readonly observer: Observer; readonly signal: AbortSignal },
  ) => Promise<Found>;
  readonly format: (found: Found, context: CommandContext) => string;
}

const releases: Listing<ReleaseQuery, ReleaseListing> = {
  name: 'releases',
  flags: [
    ['--version <minor>', 'help.list.version'],
    ['--channel <name>', 'help.list.channel'],
    ['--channels', 'help.list.channels'],
    ['--filter-by-archs <list>', 'help.list.archs'],
  ],
  query: (options) => ({
    version: textOf(options, 'version'),
    channel: textOf(options, 'channel'),
    channels: options['channels'] === true,
    architectures: textOf(options, 'filterByArchs')?.split(','),
  }),
  find: listReleaseVersions,
  format: formatReleases,
};

const operators: Listing<OperatorQuery, OperatorListing> = {
  name: 'operators',
  flags: [
    ['--catalogs', 'help.list.operators.catalogs'],
    ['--version <minor>', 'help.list.version'],
    ['--catalog <reference>', 'help.list.operators.catalog'],
    ['--package <name>', 'help.list.operators.package'],
    ['--channel <name>', 'help.list.operators.channel'],
  ],
  query: (options) => ({
    catalogs: options['catalogs'] === true,
    version: minorOf(textOf(options, 'version')),
    catalog: textOf(options, 'catalog'),
    package: textOf(options, 'package'),
    channel: textOf(options, 'channel'),
  }),
  find: listOperators,
  format: formatOperators,
};

/** A listing as a command: its own flags, then those that every listing has. */
function addListing<Query extends Files, Found>(
  list: Command,
  context: CommandContext,
  { name, flags, query, find, format }: Listing<Query, Found>,
): void {
  const say = wordsIn(context.language);
  const command = list.command(name).description(say(`help.list.${name}`));
  for (const [flag, word] of flags) command.option(flag, say(word));
  command
    .option('--registries-conf <file>', say('help.list.conf'))
    .option('--authfile <file>', say('help.list.authfile'))
    .option('--json', say('help.json'))
    .action(async (options: Options) => {
      const asked = { ...query(options), ...filesOf(context, options) };
      await showList(
        context,
        options,
        (within) => find(context.services, asked, within),
        (found) => format(found, context),
      );
    });
}

/** Prints what `work` found, as a table or as JSON; with JSON, what is told on the way goes where errors go. */
async function showList<Found>(
  context: CommandContext,
  options: Options,
  work: (within: { readonly observer: Observer; readonly signal: AbortSignal }) => Promise<Found>,
  format: (found: Found) => string,
): Promise<void> {
  const isJson = options['json'] === true;
  const shown = isJson ? { ...context, output: context.errors } : context;
  await rendering(shown, false, async (renderer) => {
    const found = await work({ observer: renderer.show, signal: context.signal });
    if (isJson) printJson(context, found);
    else renderer.print(format(found));
  });
}

function textOf(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function filesOf(context: CommandContext, options: Options): Files {
  const path = (name: string): string | undefined => {
    const value = textOf(options, name);
    return value === undefined ? undefined : resolve(context.services.environment.workingDirectory, value);
  };
  const registriesConf = path('registriesConf');
  const authFile = path('authfile');
  return {
    ...(registriesConf !== undefined && { registriesConf }),
    ...(authFile !== undefined && { authFile }),
  };
}

/** The minor is a part of the catalogues' tags. */
function minorOf(version: string | undefined): string | undefined {
  if (version === undefined || /^[1-9]\d{0,3}\.\d{1,4}$/.test(version)) return version;
  const message = `"${version.slice(0, 40)}" (4.18)`;
  throw new SluiceError('CLI_VALUE_INVALID', { params: { flag: '--version', message } });
}

function formatReleases(listing: ReleaseListing): string {
  switch (listing.kind) {
    case 'minors':
      return listing.minors.join('\n');
    case 'channels':
      return listing.channels.join('\n');
    case 'releases':
      return listing.architectures
        .flatMap(({ architecture, versions }) => [
          ...(listing.architectures.length > 1 ? [`${architecture}:`] : []),
          ...versions,
        ])
        .join('\n');
  }
}

function formatOperators(listing: OperatorListing, { language }: CommandContext): string {
  const say = wordsIn(language);
  switch (listing.kind) {
    case 'catalogs': {
      const rows = listing.catalogs.map(({ catalog, available }) => [
        catalog,
        say(available ? 'operators.there' : 'operators.notThere'),
      ]);
      const errors = listing.catalogs.flatMap(({ error }) => error ?? []);
      const told = errors.map((error) => formatMessage('warning', error, language));
      return [formatTable([say('operators.catalog'), say('operators.state')], rows), ...told].join('\n\n');
    }
    case 'packages':
      return formatTable(
        [say('operators.package'), say('operators.displayName'), say('operators.defaultChannel')],
        listing.packages.map(({ name, displayName, defaultChannel, deprecated }) => [
          name,
          displayName,
          `${defaultChannel ?? '-'}${mark(deprecated, say('operators.deprecated'))}`,
        ]),
      );
    case 'channels':
      return formatTable(
        [say('operators.channel'), say('operators.head')],
        listing.channels.map(({ name, isDefault, head, deprecated }) => [
          `${name}${mark(isDefault, say('operators.default'))}`,
          `${head ?? '-'}${mark(deprecated, say('operators.deprecated'))}`,
        ]),
      );
    case 'versions':
      return formatTable(
        [say('operators.version'), say('operators.bundle')],
        listing.versions.map(({ version, bundle, deprecated }) => [
          version ?? '-',
          `${bundle}${mark(deprecated, say('operators.deprecated'))}`,
        ]),
      );
  }
}

/** A word in brackets behind what it is said of. */
function mark(holds: unknown, word: string): string {
  return holds === undefined || holds === false ? '' : ` (${word})`;
}
