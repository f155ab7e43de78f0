import type { RegistryRule } from './model.ts';

const boundary = new Set([':', '/', '@']);

/**
 * How many characters of `reference` the `prefix` covers, or undefined when it does not match
 * (registry-client.md 2.2 "Match", "Wildcard"). A match ends at the end, `/`, `:` or `@`; so a bare host also
 * covers host:port, a quirk of containers/image kept on purpose.
 */
export function matchedLength(reference: string, prefix: string): number | undefined {
  const end = prefix.startsWith('*.') ? wildcardEnd(reference, prefix.slice(1)) : plainEnd(reference, prefix);
  if (end === undefined) return undefined;
  const next = reference[end];
  return next === undefined || boundary.has(next) ? end : undefined;
}

/**
 * The one rule for `name` (host/path, without tag and digest): the longest prefix text; among equals the first
 * in sorted order, so `*.wild.test` beats `a.wild.test`. All other rules are ignored, mirrors included.
 */
export function findRule(rules: readonly RegistryRule[], name: string): RegistryRule | undefined {
  let best: RegistryRule | undefined;
  for (const rule of rules) {
    if (rule.prefix.length > (best?.prefix.length ?? 0) && matchedLength(name, rule.prefix) !== undefined) {
      best = rule;
    }
  }
  return best;
}

function plainEnd(reference: string, prefix: string): number | undefined {
  return reference.startsWith(prefix) ? prefix.length : undefined;
}

/** Only the first occurrence counts, and only in the host part: that is what containers/image looks at. */
function wildcardEnd(reference: string, suffix: string): number | undefined {
  const start = reference.indexOf(suffix);
  if (start === -1 || reference.slice(0, start).includes('/')) return undefined;
  return start + suffix.length;
}
