import type { ApprovalRules } from './approval.ts';

type Lists = ApprovalRules['allow'];

/** A digest, an id that scanners use, or else a repository: each goes to the list where it belongs. */
export function ruleLists(entries: readonly string[]): Lists {
  const distinct = [...new Set(entries.map((entry) => entry.trim()).filter((entry) => entry !== ''))];
  const isDigest = (text: string): boolean => /^sha(?:256|512):/.test(text);
  const isId = (text: string): boolean => !isDigest(text) && /^[A-Z]{2,8}-[A-Za-z0-9:._-]+$/.test(text);
  return {
    digests: distinct.filter(isDigest),
    repositories: distinct.filter((text) => !isDigest(text) && !isId(text)),
    vulnerabilities: distinct.filter(isId),
  };
}

/** The same the other way: what is on the lists, one entry after the other. */
export function ruleEntries({ digests, repositories, vulnerabilities }: Lists): string[] {
  return [...repositories, ...digests, ...vulnerabilities];
}
