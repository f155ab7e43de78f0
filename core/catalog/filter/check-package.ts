import type { Finding } from '../../contract/index.ts';
import type { CatalogBundle, CatalogPackage } from '../model.ts';
import { asFinding, someOf, type Fault } from './fault.ts';

/** OLM wants a package with its own blob, a channel and a default channel among them. */
export function checkDefaultChannel(
  source: CatalogPackage,
  defaultChannel: string | undefined,
  channels: readonly { readonly name: string }[],
): readonly Finding[] {
  const faults: Fault[] = [];
  const affected = [source.name];
  const params = { package: source.name };
  if (source.place === undefined) faults.push({ code: 'CATALOG_PACKAGE_UNDESCRIBED', params, affected });
  if (channels.length === 0) faults.push({ code: 'CATALOG_PACKAGE_WITHOUT_CHANNELS', params, affected });
  else if (defaultChannel === undefined || defaultChannel === '') {
    if (source.place !== undefined) faults.push({ code: 'CATALOG_DEFAULT_UNNAMED', params, affected });
  } else if (!channels.some(({ name }) => name === defaultChannel)) {
    const known = someOf(channels.map(({ name }) => name));
    faults.push({
      code: 'CATALOG_DEFAULT_ABSENT',
      params: { ...params, channel: defaultChannel, channels: known },
      affected: [`${source.name}/${defaultChannel}`],
    });
  }
  return faults.map((fault) => asFinding(fault, 'error'));
}

/** Later versions of OLM refuse two bundles of a package with one version. */
export function checkVersions(
  packageName: string,
  bundles: readonly Pick<CatalogBundle, 'name' | 'version'>[],
): readonly Finding[] {
  const byVersion = new Map<string, Set<string>>();
  for (const { name, version } of bundles) {
    if (version === undefined) continue;
    const names = byVersion.get(version) ?? new Set();
    byVersion.set(version, names.add(name));
  }
  return [...byVersion]
    .filter(([, names]) => names.size > 1)
    .map(([version, names]) => {
      const params = { package: packageName, version, bundles: someOf(names) };
      return asFinding({ code: 'CATALOG_BUNDLE_VERSION_SHARED', params, affected: [...names] }, 'warning');
    });
}
