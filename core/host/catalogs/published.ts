/** Red Hat's catalogues, the one for most people first ("Red Hat-provided Operator catalogs", OpenShift documentation). */
const names = ['redhat-operator', 'certified-operator', 'community-operator', 'redhat-marketplace'] as const;

/** The first minor release of OpenShift 4 for which there is no marketplace catalogue any more. */
const withoutMarketplace = 22;

/** The catalogues that Red Hat publishes for minor releases such as `4.15`, in their order. */
export function publishedCatalogs(minors: readonly string[]): string[] {
  return [...new Set(minors)].flatMap((minor) =>
    names
      .filter((name) => name !== 'redhat-marketplace' || Number(minor.split('.')[1]) < withoutMarketplace)
      .map((name) => `registry.redhat.io/redhat/${name}-index:v${minor}`),
  );
}
