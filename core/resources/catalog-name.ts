import { digestHex, digestOf } from '../reference/index.ts';

const longestName = 63;

/**
 * The name of a catalogue's objects without `cs-` or `cc-` (oc-mirror-v2.md 8.2): the last
 * element of the repository and the first 12 characters of the tag. Where oc-mirror gives up
 * (an underscore, more than 63 characters, a dash at the end), a valid name is made.
 */
export function catalogName(repository: string, tag: string): string {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const suffix = tag
    .slice(0, 12)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-');
  return fit(`${last}-${suffix === '' ? '0' : suffix}`.replace(/[^A-Za-z0-9-]/g, '-'));
}

/** One name for each image, in order. Images whose names coincide get a piece of the checksum of the image's reference. */
export function catalogNames(
  catalogs: readonly { readonly repository: string; readonly tag: string; readonly image: string }[],
): readonly string[] {
  const plain = catalogs.map(({ repository, tag }) => catalogName(repository, tag));
  return plain.map((name, index) => {
    const image = catalogs[index]?.image ?? '';
    const shared = plain.some((other, at) => other === name && catalogs[at]?.image !== image);
    return shared ? fit(name, `-${digestHex(digestOf(image)).slice(0, 6)}`) : name;
  });
}

function fit(name: string, ending = ''): string {
  const room = longestName - 'cs-'.length - ending.length;
  return name.slice(0, room).replace(/-+$/, '') + ending;
}
