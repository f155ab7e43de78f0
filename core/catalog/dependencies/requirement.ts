import type { CatalogBundle, GroupVersionKind, Requirement } from '../model.ts';
import { rangeOf, versionOf } from './order.ts';
import type { Need } from './types.ts';

/** A need in words that need no translation: `blue >=1.0.0`, `blues.example.com/v1 Blue`. */
export function needText(need: Need): string {
  switch (need.kind) {
    case 'package':
      return `${need.package} ${need.versionRange}`.trim();
    case 'gvk':
      return gvkText(need.gvk);
    case 'companion':
      return need.version === undefined ? need.package : `${need.package} =${need.version}`;
    case 'other':
      return need.text;
    case 'all':
    case 'any':
    case 'not':
      return `${need.kind}(${need.requirements.map(needText).join('; ')})`;
  }
}

export function gvkText({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version} ${kind}`;
}

/**
 * The requirement without the parts that only a cluster can judge; undefined when nothing that a bundle could
 * provide is left. A requirement that only forbids things is met by every bundle and asks for none.
 */
export function judgeable(requirement: Requirement): Requirement | undefined {
  const left = withoutUnknown(requirement);
  return left !== undefined && asksForSomething(left) ? left : undefined;
}

/** Whether a part of it is an expression or a constraint that is not known here. */
export function hasUnknown(requirement: Requirement): boolean {
  if (requirement.kind === 'other') return true;
  return 'requirements' in requirement && requirement.requirements.some(hasUnknown);
}

function withoutUnknown(requirement: Requirement): Requirement | undefined {
  if (requirement.kind === 'other') return undefined;
  if (!('requirements' in requirement)) return requirement;
  const requirements = requirement.requirements
    .map(withoutUnknown)
    .filter((part): part is Requirement => part !== undefined);
  return requirements.length === 0 ? undefined : { ...requirement, requirements };
}

function asksForSomething(requirement: Requirement): boolean {
  if (requirement.kind === 'all' || requirement.kind === 'any') {
    return requirement.requirements.some(asksForSomething);
  }
  return requirement.kind !== 'not';
}

/**
 * Whether one bundle meets a need. OLM holds all parts of a compound constraint against one and the same bundle
 * (operator-framework enhancement "compound-bundle-constraints").
 */
export function isMetBy(need: Need, bundle: CatalogBundle): boolean {
  switch (need.kind) {
    case 'package':
      return bundle.package === need.package && isInRange(bundle, need);
    case 'gvk':
      return bundle.provides.some((provided) => gvkText(provided) === gvkText(need.gvk));
    case 'companion':
      return (
        bundle.package === need.package && (need.version === undefined || bundle.version === need.version)
      );
    case 'all':
      return need.requirements.every((part) => isMetBy(part, bundle));
    case 'any':
      return need.requirements.some((part) => isMetBy(part, bundle));
    case 'not':
      return !need.requirements.some((part) => isMetBy(part, bundle));
    case 'other':
      return false;
  }
}

function isInRange(bundle: CatalogBundle, need: { readonly versionRange: string }): boolean {
  const version = versionOf(bundle);
  return version !== undefined && rangeOf(need)?.matches(version) === true;
}

/** The range texts in a need that OLM could not read either. */
export function unreadableRanges(need: Need): readonly string[] {
  if (need.kind === 'package') {
    return rangeOf(need) === undefined ? [need.versionRange] : [];
  }
  return 'requirements' in need ? need.requirements.flatMap(unreadableRanges) : [];
}
