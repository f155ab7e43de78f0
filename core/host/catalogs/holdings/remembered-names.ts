import { parseYamlDocuments } from '../../../config/index.ts';
import type { RegistryPlace } from '../../../contract/index.ts';
import { readResourceFolder, rememberedResourcesFolder } from '../../mirror/remembered-resources.ts';
import type { HostServices } from '../../services.ts';
import { isObject } from '../blob-json.ts';

/** What this machine knows of a registry, because it put it there: its cluster resources of earlier runs. */
export interface RememberedNames {
  /** Catalogues that clusters were given, below the place's namespace. */
  readonly catalogs: readonly { readonly repository: string; readonly tag: string }[];
  /** Names by which additional images are known elsewhere. */
  readonly additional: readonly NamePair[];
}

/** A repository or a namespace, and where it stands below the place's namespace. */
export interface NamePair {
  readonly source: string;
  readonly mirror: string;
}

/** Nothing when this machine never filled the registry. */
export async function rememberedNames(
  services: HostServices,
  place: RegistryPlace,
): Promise<RememberedNames> {
  const root = `${place.host}/${place.namespace === '' ? '' : `${place.namespace}/`}`;
  const below = (name: string): string | undefined =>
    name.startsWith(root) ? name.slice(root.length) : undefined;
  const files = await readResourceFolder(services.fs, rememberedResourcesFolder(services, place)).catch(
    () => [],
  );
  const objects = files.flatMap(({ text }) => objectsIn(text));
  return {
    catalogs: objects.flatMap((object) => catalogIn(object, below)),
    additional: objects.flatMap((object) => pairsIn(object, below)),
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Below = (name: string) => string | undefined;

function objectsIn(text: string): readonly Fields[] {
  return parseYamlDocuments(text, { schema: 'core', merge: false }).flatMap((document) => {
    // This program wrote them; what somebody broke since is not needed.
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
    return isObject(value) ? [value] : [];
  });
}

function catalogIn({ kind, spec }: Fields, below: Below): RememberedNames['catalogs'] {
  const image = kind === 'CatalogSource' && isObject(spec) ? spec['image'] : undefined;
  const name = typeof image === 'string' ? below(image) : undefined;
  const at = name?.lastIndexOf(':') ?? -1;
  return name === undefined || at < 0 ? [] : [{ repository: name.slice(0, at), tag: name.slice(at + 1) }];
}

/** The lists of additional images: those of releases and operators are found in other ways. */
function pairsIn({ kind, metadata, spec }: Fields, below: Below): readonly NamePair[] {
  const name = isObject(metadata) ? metadata['name'] : undefined;
  const list =
    kind === 'ImageTagMirrorSet'
      ? 'imageTagMirrors'
      : kind === 'ImageDigestMirrorSet'
        ? 'imageDigestMirrors'
        : undefined;
  if (list === undefined || typeof name !== 'string' || !name.includes('-generic-')) return [];
  const entries: unknown = isObject(spec) ? spec[list] : undefined;
  return (Array.isArray(entries) ? entries.filter(isObject) : []).flatMap(({ source, mirrors }) => {
    if (typeof source !== 'string' || !Array.isArray(mirrors)) return [];
    return mirrors.flatMap((mirror): readonly NamePair[] => {
      const place = typeof mirror === 'string' ? below(`${mirror}/`) : undefined;
      return place === undefined ? [] : [{ source, mirror: place.replace(/\/$/, '') }];
    });
  });
}
