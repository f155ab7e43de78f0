import { approvalRulesSchema, type ApprovalRules } from '../../contract/index.ts';

export const rulesSchema = approvalRulesSchema;
export type { ApprovalRules };
export type RuleLists = ApprovalRules['allow'];

export const defaultRules: ApprovalRules = approvalRulesSchema.parse({});

/** Whether `text` is what `pattern` says; linear in its length whatever the pattern. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  let at = head.length;
  const end = text.length - tail.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
