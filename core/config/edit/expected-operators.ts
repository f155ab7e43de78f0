import type { ConfigEdit } from '../../contract/index.ts';
import { changeList, isData, keyIn, nameOf, put, without, type Data } from './data.ts';
import type { OperatorEdit } from './edit-operators.ts';

type PackageEdit = Extract<ConfigEdit, { readonly kind: 'package' }>;

/** What the list of catalogues means after an edit; the entries of `old` may be changed. */
export function operatorsAfter(old: readonly unknown[], edit: OperatorEdit): unknown[] {
  const { catalog } = edit;
  const entry = old.find((item) => nameOf(item, 'catalog') === catalog);
  const found = isData(entry) ? entry : undefined;
  switch (edit.kind) {
    case 'addCatalog':
      return found === undefined ? [...old, { catalog }] : [...old];
    case 'removeCatalog':
      return without(old, [catalog], 'catalog');
    case 'catalogFull':
      if (found !== undefined && (edit.full || keyIn(found, 'full') in found)) put(found, 'full', edit.full);
      return [...old];
    case 'package': {
      const owner = found ?? { catalog };
      changeList(owner, ['packages'], (packages) => withPackage(packages, edit));
      return found === undefined ? [...old, owner] : [...old];
    }
    case 'removePackages': {
      let isEmpty = false;
      if (found !== undefined) {
        changeList(found, ['packages'], (packages) => {
          const left = without(packages, edit.names);
          isEmpty = edit.thenWhole !== true && left.length === 0 && packages.length > 0;
          return left;
        });
      }
      return isEmpty ? without(old, [catalog], 'catalog') : [...old];
    }
  }
}

function withPackage(old: readonly unknown[], edit: PackageEdit): unknown[] {
  const at = old.findIndex((item) => nameOf(item) === edit.name);
  const found = old[at];
  const entry: Data = isData(found) ? found : { name: edit.name };
  put(entry, 'defaultChannel', edit.defaultChannel ?? undefined);
  bound(entry, edit);
  changeList(entry, ['channels'], (channels) => {
    const kept = channels.filter((item) => edit.channels.some(({ name }) => name === nameOf(item)));
    const missing = edit.channels.filter(({ name }) => !kept.some((item) => nameOf(item) === name));
    return [...kept, ...missing.map(({ name }) => ({ name }))].map((item) => {
      const wanted = edit.channels.find(({ name }) => name === nameOf(item));
      return isData(item) && wanted !== undefined ? bound(item, wanted) : item;
    });
  });
  return at < 0 ? [...old, entry] : [...old];
}

function bound(
  entry: Data,
  { minVersion, maxVersion }: Pick<PackageEdit, 'minVersion' | 'maxVersion'>,
): Data {
  put(entry, 'minVersion', minVersion ?? undefined);
  return put(entry, 'maxVersion', maxVersion ?? undefined);
}
