import type { CatalogFinding, ResolvedCatalog } from '../../../../../core/contract/index.ts';

/** Findings of what is carried that name this package. */
export function findingsOfPackage(
  resolved: ResolvedCatalog | undefined,
  name: string,
): readonly CatalogFinding[] {
  return (resolved?.findings ?? []).filter((one) => packageOf(one) === name);
}

/** Findings that no package of the list can show: of the catalogue as a whole, and of packages that it does not have. */
export function findingsBeside(
  resolved: ResolvedCatalog | undefined,
  unknown: readonly string[],
): readonly CatalogFinding[] {
  return (resolved?.findings ?? []).filter((one) => {
    const name = packageOf(one);
    return name === undefined || unknown.includes(name) || one.level === 'error';
  });
}

function packageOf({ message }: CatalogFinding): string | undefined {
  const name = message.params['package'];
  return typeof name === 'string' ? name : undefined;
}
