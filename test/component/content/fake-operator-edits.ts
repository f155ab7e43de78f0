import type { ConfigEdit, OperatorModel, PackageModel } from '../../../core/contract/index.ts';

type OperatorEdit = Extract<
  ConfigEdit,
  { readonly kind: 'addCatalog' | 'removeCatalog' | 'catalogFull' | 'package' | 'removePackages' }
>;

/** What a host makes of the operators of a configuration when a form changes them. */
export function applyOperatorEdit(operators: readonly OperatorModel[], edit: OperatorEdit): OperatorModel[] {
  const { catalog } = edit;
  const change = (how: (operator: OperatorModel) => OperatorModel): OperatorModel[] =>
    operators.map((one) => (one.catalog === catalog ? how(one) : one));
  switch (edit.kind) {
    case 'addCatalog':
      return withCatalog(operators, catalog);
    case 'removeCatalog':
      return operators.filter((one) => one.catalog !== catalog);
    case 'catalogFull':
      return change((one) => ({ ...one, full: edit.full }));
    case 'removePackages':
      return change((one) => ({
        ...one,
        packages: one.packages.filter(({ name }) => !edit.names.includes(name)),
      })).filter((one) => edit.thenWhole === true || one.catalog !== catalog || one.packages.length > 0);
    case 'package':
      return withCatalog(operators, catalog).map((one) =>
        one.catalog === catalog ? { ...one, packages: withPackage(one.packages, edit) } : one,
      );
  }
}

function withCatalog(operators: readonly OperatorModel[], catalog: string): OperatorModel[] {
  return operators.some((one) => one.catalog === catalog)
    ? [...operators]
    : [...operators, { catalog, full: false, packages: [] }];
}

function withPackage(
  packages: readonly PackageModel[],
  edit: Extract<OperatorEdit, { readonly kind: 'package' }>,
): PackageModel[] {
  const changed: PackageModel = {
    name: edit.name,
    channels: edit.channels.map(({ name, ...range }) => ({ name, ...given(range) })),
    ...(edit.defaultChannel !== null && { defaultChannel: edit.defaultChannel }),
    ...given(edit),
  };
  return packages.some(({ name }) => name === edit.name)
    ? packages.map((one) => (one.name === edit.name ? changed : one))
    : [...packages, changed];
}

function given(range: { readonly minVersion: string | null; readonly maxVersion: string | null }): {
  readonly minVersion?: string;
  readonly maxVersion?: string;
} {
  return {
    ...(range.minVersion !== null && { minVersion: range.minVersion }),
    ...(range.maxVersion !== null && { maxVersion: range.maxVersion }),
  };
}
