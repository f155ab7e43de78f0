import { ruleEntries, ruleLists, type ApprovalRules } from '../../../../core/contract/index.ts';

/** The rules as a form holds them: numbers and lists as they are typed. */
export interface RulesDraft extends Pick<
  ApprovalRules,
  'severity' | 'onlyFixable' | 'unrated' | 'notScanned'
> {
  readonly scanDays: string;
  readonly databaseDays: string;
  /** One entry in each line. */
  readonly allow: string;
  readonly deny: string;
}

export function draftOfRules(rules: ApprovalRules): RulesDraft {
  const { severity, onlyFixable, unrated, notScanned, scanDays, databaseDays, allow, deny } = rules;
  return {
    severity,
    onlyFixable,
    unrated,
    notScanned,
    scanDays: scanDays?.toString() ?? '',
    databaseDays: databaseDays?.toString() ?? '',
    allow: ruleEntries(allow).join('\n'),
    deny: ruleEntries(deny).join('\n'),
  };
}

/** Undefined when a number of days is none. What else is wrong, the host tells. */
export function rulesOfDraft(draft: RulesDraft): ApprovalRules | undefined {
  const { severity, onlyFixable, unrated, notScanned, scanDays, databaseDays, allow, deny } = draft;
  if (!isDays(scanDays) || !isDays(databaseDays)) return undefined;
  return {
    severity,
    onlyFixable,
    unrated,
    notScanned,
    ...(scanDays.trim() !== '' && { scanDays: Number(scanDays) }),
    ...(databaseDays.trim() !== '' && { databaseDays: Number(databaseDays) }),
    allow: ruleLists(allow.split('\n')),
    deny: ruleLists(deny.split('\n')),
  };
}

/** Whole days, or nothing at all. */
export function isDays(text: string): boolean {
  return /^\s*\d{0,4}\s*$/.test(text) && Number(text) <= 3650;
}
