import type { Command } from 'commander';
import { ruleEntries, ruleLists, severityLimits, type ApprovalRules } from '../../contract/index.ts';
import { readRules, writeRules } from '../../host/index.ts';
import { printJson, type CommandContext } from '../context.ts';
import { wordsIn } from '../words.ts';

interface RuleOptions {
  readonly for: string;
  readonly severity?: string;
  readonly onlyFixable?: string;
  readonly unrated?: string;
  readonly notScanned?: string;
  readonly scanDays?: string;
  readonly databaseDays?: string;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly drop?: readonly string[];
}

/** `sluice approve rule`: changes what is named and shows all of it; without changes only shows. */
export function addRule(approve: Command, context: CommandContext): void {
  const say = wordsIn(context.language);
  const more = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  approve
    .command('rule')
    .description(say('help.approve.rule'))
    .requiredOption('--for <name>', say('help.approve.for'))
    .option(
      '--severity <level>',
      say('help.approve.rule.severity', { severities: severityLimits.join(', ') }),
    )
    .option('--only-fixable <choice>', say('help.approve.rule.onlyFixable'))
    .option('--unrated <choice>', say('help.approve.rule.unrated'))
    .option('--not-scanned <choice>', say('help.approve.rule.notScanned'))
    .option('--scan-days <days>', say('help.approve.rule.scanDays'))
    .option('--database-days <days>', say('help.approve.rule.databaseDays'))
    .option('--allow <what>', say('help.approve.rule.allow'), more)
    .option('--deny <what>', say('help.approve.rule.deny'), more)
    .option('--drop <what>', say('help.approve.rule.drop'), more)
    .action(async (options: RuleOptions) => {
      const before = await readRules(context.services, options.for);
      const after = changed(before, options);
      const unchanged = JSON.stringify(after) === JSON.stringify(before);
      const rules = unchanged ? before : await writeRules(context.services, options.for, after);
      printJson(context, rules);
    });
}

/** What the host checks as a whole. */
function changed(before: ApprovalRules, options: RuleOptions): Record<string, unknown> {
  const { severity, onlyFixable, unrated, notScanned, scanDays, databaseDays } = options;
  const { allow = [], deny = [], drop = [] } = options;
  const { scanDays: scans, databaseDays: databases, ...rest } = before;
  const choice = { true: true, false: false }[onlyFixable ?? ''];
  return {
    ...rest,
    ...(severity !== undefined && { severity }),
    ...(onlyFixable !== undefined && { onlyFixable: choice ?? onlyFixable }),
    ...(unrated !== undefined && { unrated }),
    ...(notScanned !== undefined && { notScanned }),
    ...daysOf('scanDays', scanDays, scans),
    ...daysOf('databaseDays', databaseDays, databases),
    allow: listed(before.allow, allow, drop),
    deny: listed(before.deny, deny, drop),
  };
}

function daysOf(name: string, text: string | undefined, before: number | undefined): Record<string, unknown> {
  if (text === 'any') return {};
  if (text === undefined) return before === undefined ? {} : { [name]: before };
  return { [name]: /^\d{1,5}$/.test(text) ? Number(text) : text };
}

type Lists = ApprovalRules['allow'];

/** Entries go to the list where they belong by their form. */
function listed(before: Lists, added: readonly string[], dropped: readonly string[]): Lists {
  return ruleLists([...ruleEntries(before), ...added].filter((entry) => !dropped.includes(entry)));
}
