import type { Finding } from '../../contract/index.ts';
import { isRegistryHost, isRepositoryPath } from '../../reference/index.ts';
import { confFinding } from './fail.ts';
import type { RegistryRule } from './model.ts';

/** Whether image names can begin with `location`: host[:port], optionally a lower-case path. */
export function isUsableLocation(location: string): boolean {
  const slash = location.indexOf('/');
  if (slash === -1) return isRegistryHost(location);
  return isRegistryHost(location.slice(0, slash)) && isRepositoryPath(location.slice(slash + 1));
}

/**
 * containers/image notices an impossible location only when an image is pulled; the documented enclave example
 * with its `<enterprise-registry.in>` left in is such a case, so it is named when the file is read.
 */
export function unusableLocations(rules: readonly RegistryRule[], file: string): Finding[] {
  const locations = rules.flatMap((rule) => [
    ...rule.mirrors.map((mirror) => mirror.location),
    ...(rule.location === '' || rule.location === rule.prefix ? [] : [rule.location]),
  ]);
  return [...new Set(locations)]
    .filter((location) => !isUsableLocation(location))
    .map((location) => confFinding('warning', 'REGISTRIES_CONF_LOCATION_UNUSABLE', file, { location }));
}
