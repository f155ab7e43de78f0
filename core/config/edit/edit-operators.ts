import { SluiceError, type ConfigEdit } from '../../contract/index.ts';
import { openText } from './open-text.ts';
import { findEntry, listAt, nameOf, type EntryStep, type Path } from './path.ts';
import type { Plain } from './scalar-text.ts';
import { removeNamed, removeValue, setField, setSwitch, setValue } from './set-value.ts';

export type OperatorEdit = Extract<
  ConfigEdit,
  { readonly kind: 'addCatalog' | 'removeCatalog' | 'catalogFull' | 'package' | 'removePackages' }
>;
type PackageEdit = Extract<ConfigEdit, { readonly kind: 'package' }>;

const operators = ['mirror', 'operators'];

/**
 * The text with one edit of its operator catalogues made. The entry of a catalogue is found by the text of its
 * `catalog`. An entry without packages means every package, so the entry goes with the last package that is taken
 * out of it, unless the edit wants just that. Throws CONFIG_EDIT_NOT_FOUND for a switch of a catalogue that is not there, CONFIG_EDIT_UNCLEAR where
 * two entries name the catalogue, and what every edit throws.
 */
export function editOperators(text: string, edit: OperatorEdit): string {
  const { catalog } = edit;
  const entry = [...operators, { key: 'catalog', is: catalog } satisfies EntryStep];
  const isThere = findEntry(openText(text), entry) !== undefined;
  switch (edit.kind) {
    case 'addCatalog':
      return isThere ? text : setValue(text, operators, [{ catalog }]);
    case 'removeCatalog':
      return removeNamed(text, operators, new Set([catalog]), 'catalog');
    case 'catalogFull':
      if (!isThere) throw notFound(catalog);
      return setSwitch(text, [...entry, 'full'], edit.full);
    case 'package':
      if (!isThere) return setValue(text, operators, [{ catalog, packages: [packageEntry(edit)] }]);
      return setPackage(text, [...entry, 'packages'], edit);
    case 'removePackages':
      return removePackages(text, [...entry, 'packages'], edit);
  }
}

function setPackage(text: string, packages: Path, edit: PackageEdit): string {
  const entry: Path = [...packages, { key: 'name', is: edit.name }];
  if (findEntry(openText(text), entry) === undefined) return setValue(text, packages, [packageEntry(edit)]);
  const fields = [
    ['defaultChannel', edit.defaultChannel],
    ['minVersion', edit.minVersion],
    ['maxVersion', edit.maxVersion],
  ] as const;
  return fields.reduce(
    (current, [key, value]) => setField(current, entry, key, value ?? undefined),
    setChannels(text, [...entry, 'channels'], edit.channels),
  );
}

/** Channels that stay keep their place and what no form knows of them; new ones come last. */
function setChannels(text: string, path: Path, wanted: PackageEdit['channels']): string {
  if (wanted.length === 0) return removeValue(text, path);
  const there = namesAt(text, path);
  const missing = wanted.filter(({ name }) => !there.includes(name));
  // Added first, so that the list never goes empty and away with its comments.
  const grown = missing.length === 0 ? text : setValue(text, path, missing.map(channelEntry));
  const ranged = wanted
    .filter(({ name }) => there.includes(name))
    .reduce((current, { name, minVersion, maxVersion }) => {
      const channel: Path = [...path, { key: 'name', is: name }];
      const bounded = setField(current, channel, 'minVersion', minVersion ?? undefined);
      return setField(bounded, channel, 'maxVersion', maxVersion ?? undefined);
    }, grown);
  const names = new Set(wanted.map(({ name }) => name));
  return removeNamed(ranged, path, new Set(there.filter((name) => !names.has(name))));
}

function removePackages(
  text: string,
  path: Path,
  { catalog, names, thenWhole = false }: Extract<ConfigEdit, { readonly kind: 'removePackages' }>,
): string {
  const gone = new Set(names);
  const there = listAt(openText(text), path)?.items ?? [];
  if (!thenWhole && there.length > 0 && there.every((item) => gone.has(nameOf(item) ?? ''))) {
    return removeNamed(text, operators, new Set([catalog]), 'catalog');
  }
  return removeNamed(text, path, gone);
}

function namesAt(text: string, path: Path): readonly string[] {
  return listAt(openText(text), path)?.items.flatMap((item) => nameOf(item) ?? []) ?? [];
}

function packageEntry({ name, channels, defaultChannel, minVersion, maxVersion }: PackageEdit): Plain {
  return {
    name,
    ...(defaultChannel !== null && { defaultChannel }),
    ...(minVersion !== null && { minVersion }),
    ...(maxVersion !== null && { maxVersion }),
    ...(channels.length > 0 && { channels: channels.map(channelEntry) }),
  };
}

function channelEntry({ name, minVersion, maxVersion }: PackageEdit['channels'][number]): Plain {
  return {
    name,
    ...(minVersion !== null && { minVersion }),
    ...(maxVersion !== null && { maxVersion }),
  };
}

function notFound(name: string): SluiceError {
  return new SluiceError('CONFIG_EDIT_NOT_FOUND', {
    params: { name },
    stage: 'configure',
    affected: [name],
  });
}
