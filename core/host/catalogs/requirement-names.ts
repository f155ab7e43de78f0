import type { CatalogBundle, Requirement } from '../../catalog/index.ts';

/** What a bundle needs, by name and each once: packages, or group/version/kind; of a choice, all that it names. */
export function requirementNames({ requires }: Pick<CatalogBundle, 'requires'>): string[] {
  return [...new Set(requires.flatMap(namesOf))];
}

function namesOf(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'package':
      return [requirement.package];
    case 'gvk': {
      const { group, version, kind } = requirement.gvk;
      return [`${group}/${version}/${kind}`];
    }
    case 'all':
    case 'any':
      return requirement.requirements.flatMap(namesOf);
    // What is forbidden is not needed, and an expression has no name.
    case 'not':
    case 'other':
      return [];
  }
}
