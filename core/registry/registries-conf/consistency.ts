import type { Finding } from '../../contract/index.ts';
import { confError, confFinding } from './fail.ts';
import type { RegistryRule } from './model.ts';

type Setting = 'insecure' | 'proxy' | 'blocked';

/**
 * Two tables of one file with the same location must agree on how that place is reached
 * (registry-client.md 2.2 "Conflicts"). Throws REGISTRIES_CONF_CONFLICT.
 */
export function requireConsistent(rules: readonly RegistryRule[], file: string): void {
  const firstAt = new Map<string, RegistryRule>();
  for (const rule of rules) {
    const location = rule.location === '' ? rule.prefix : rule.location;
    const first = firstAt.get(location);
    if (first === undefined) {
      firstAt.set(location, rule);
      continue;
    }
    const setting = difference(first, rule);
    if (setting !== undefined) throw confError('REGISTRIES_CONF_CONFLICT', file, { location, setting });
  }
}

/** Within one file the first table of a prefix wins silently (V19); here with a finding. */
export function withoutRepeats(
  rules: readonly RegistryRule[],
  file: string,
  findings: Finding[],
): readonly RegistryRule[] {
  const seen = new Set<string>();
  return rules.filter(({ prefix }) => {
    if (!seen.has(prefix)) {
      seen.add(prefix);
      return true;
    }
    findings.push(confFinding('warning', 'REGISTRIES_CONF_PREFIX_REPEATED', file, { prefix }));
    return false;
  });
}

function difference(left: RegistryRule, right: RegistryRule): Setting | undefined {
  if (left.insecure !== right.insecure) return 'insecure';
  if (left.blocked !== right.blocked) return 'blocked';
  const sameProxy =
    left.proxy?.url.href === right.proxy?.url.href &&
    left.proxy?.authorization?.reveal() === right.proxy?.authorization?.reveal();
  return sameProxy ? undefined : 'proxy';
}
