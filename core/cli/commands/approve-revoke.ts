import type { Command } from 'commander';
import { findingMessage, revokeWaivers } from '../../host/index.ts';
import { print, printJson, type CommandContext } from '../context.ts';
import { formatMessage } from '../output/message.ts';
import { wordsIn } from '../words.ts';

interface RevokeOptions {
  readonly reason: string;
  readonly json?: boolean;
}

/** `sluice approve revoke`: nobody answers for it any more; why stands in the custody log. */
export function addRevoke(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  approve
    .command('revoke')
    .description(say('help.approve.revoke'))
    .argument('<ids...>', say('help.approve.revoke.ids'))
    .requiredOption('--reason <text>', say('help.approve.revoke.reason'))
    .option('--json', say('help.json'))
    .action(async (ids: readonly string[], { reason, json }: RevokeOptions) => {
      const { count, findings } = await revokeWaivers(context.services, ids, reason);
      if (json === true) printJson(context, { count });
      else print(context, say('approve.revoked', { count }));
      for (const finding of findings)
        context.errors.write(`${formatMessage(finding.level, findingMessage(finding), context.language)}\n`);
      context.exitCode = count === new Set(ids).size ? 0 : 1;
    });
}
