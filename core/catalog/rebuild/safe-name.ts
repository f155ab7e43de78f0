import { SluiceError } from '../../contract/index.ts';

// A file system's longest name is 255 bytes.
const longestName = 200;
const separators = '/\\<>:"|?*';

/**
 * A name out of a catalogue that becomes a folder: no separators, no `..`, nothing that begins with a dot (in a
 * layer, `.wh.` hides files), nothing that some file system reads otherwise. Throws CATALOG_NAME_UNSAFE.
 */
export function safeFolderName(name: string): string {
  const usable =
    name !== '' &&
    Buffer.byteLength(name) <= longestName &&
    !/^[. ]|[. ]$/.test(name) &&
    // The file of what belongs to no package.
    name !== 'catalog.json' &&
    [...name].every(
      (character) => character > '\u001f' && character !== '\u007f' && !separators.includes(character),
    );
  if (usable) return name;
  const shown = JSON.stringify(name.slice(0, 200));
  throw new SluiceError('CATALOG_NAME_UNSAFE', {
    params: { name: shown },
    stage: 'collect',
    affected: [shown],
  });
}
