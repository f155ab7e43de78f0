import type { Command } from 'commander';
import { waiverScopeSchema, type WaiverStanding, type WaiverView } from '../../contract/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { listWaivers, waive } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatTime } from '../output/format.ts';
import { wordsIn, type Say } from '../words.ts';

interface WaiveOptions {
  readonly digest?: string;
  readonly cve?: string;
  readonly repository?: string;
  readonly for?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** `sluice approve waive`: makes a waiver; without anything to waive, lists those that there are. */
export function addWaive(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('waive')
    .description(say('help.approve.waive'))
    .option('--digest <digest>', say('help.approve.waive.digest'))
    .option('--cve <id>', say('help.approve.waive.cve'))
    .option('--repository <pattern>', say('help.approve.waive.repository'))
    .option('--for <name>', say('help.approve.waive.for'))
    .option('--owner <person>', say('help.approve.waive.owner'))
    .option('--reason <text>', say('help.approve.waive.reason'))
    .option('--until <date>', say('help.approve.waive.until'))
    .option('--json', say('help.json'))
    .action(async (options: WaiveOptions) => {
      const { services } = context;
      const { json, ...asked } = options;
      const listing = Object.values(asked).every((value) => value === undefined);
      const waivers = listing
        ? await listWaivers(services)
        : await waive(services, {
            scopes: [scopeOf(options)],
            enclave: options.for,
            owner: options.owner ?? '',
            reason: options.reason ?? '',
            until: options.until ?? '',
          });
      if (json === true) printJson(context, waivers);
      else if (waivers.length === 0) print(context, say('approve.noWaivers'));
      else for (const waiver of waivers) print(context, waiverLines(waiver, context));
    });
}

function scopeOf({ digest, cve, repository }: WaiveOptions): ReturnType<typeof waiverScopeSchema.parse> {
  const asked =
    cve === undefined
      ? { kind: 'image', digest }
      : {
          kind: 'vulnerability',
          id: cve,
          ...(digest !== undefined && { digest }),
          ...(repository !== undefined && { repository }),
        };
  const checked = waiverScopeSchema.safeParse(asked);
  if (checked.success) return checked.data;
  const field = String(checked.error.issues[0]?.path[0] ?? 'digest');
  throw new SluiceError('APPROVAL_WAIVER_INVALID', { params: { field }, stage: 'configure' });
}

function waiverLines(
  { id, scope, enclave, owner, reason, until, ...standing }: WaiverView & Partial<WaiverStanding>,
  { language }: CommandContext,
): string {
  const say = wordsIn(language);
  const what =
    scope.kind === 'image'
      ? scope.digest
      : [scope.id, scope.digest, scope.repository].filter((part) => part !== undefined).join(' ');
  return [
    say('approve.waiver', { id, what, enclave: enclave ?? say('approve.everyEnclave') }),
    `  ${say('approve.waived', { owner, reason, until: formatTime(until) })}`,
    ...stateLines(standing, say),
  ].join('\n');
}

/** One that was just made is in force: that needs no line. */
function stateLines(
  { state, revoked }: Pick<Partial<WaiverStanding>, 'state' | 'revoked'>,
  say: Say,
): string[] {
  if (state === 'expired') return [`  ${say('approve.expired')}`];
  if (revoked === undefined) return [];
  const { at, by, reason = '-' } = revoked;
  return [`  ${say('approve.revokedBy', { by, time: formatTime(at), reason })}`];
}
