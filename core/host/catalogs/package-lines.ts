import { setImmediate } from 'node:timers/promises';
import { checkPackage, type CatalogModel, type CatalogPackage } from '../../catalog/index.ts';
import type { Finding, PackageLine } from '../../contract/index.ts';
import { isShown } from './icon.ts';
import { deprecation, packageFacts } from './package-facts.ts';
import { requirementNames } from './requirement-names.ts';

/** Between so many packages the host does other things: checking all images of a large catalogue takes a second. */
const atOnce = 20;
const made = new WeakMap<CatalogModel, Promise<PackageLine[]>>();

/** The packages of a catalogue by display name, worked out once. `findings`: what could not be read. */
export function packageLines(model: CatalogModel, findings: readonly Finding[]): Promise<PackageLine[]> {
  const known = made.get(model);
  if (known !== undefined) return known;
  const lines = linesOf(model, findings);
  made.set(model, lines);
  return lines;
}

async function linesOf(model: CatalogModel, findings: readonly Finding[]): Promise<PackageLine[]> {
  const unread = new Map<string, number>();
  for (const name of findings.flatMap(({ affected }) => affected)) {
    unread.set(name, (unread.get(name) ?? 0) + 1);
  }
  const lines: PackageLine[] = [];
  for (const source of model.packages.values()) {
    lines.push(packageLine(source, unread.get(source.name) ?? 0));
    if (lines.length % atOnce === 0) await setImmediate();
  }
  return lines.toSorted(
    (a, b) => a.displayName.localeCompare(b.displayName, 'en') || (a.name < b.name ? -1 : 1),
  );
}

function packageLine(source: CatalogPackage, unread: number): PackageLine {
  const { head, displayName, provider, summary } = packageFacts(source);
  const deprecated = deprecation(source, 'olm.package');
  const { defaultChannel, name, channels, bundles, icon } = source;
  return {
    name,
    displayName,
    provider,
    summary,
    hasIcon: isShown(icon),
    channels: channels.length,
    bundles: bundles.length,
    ...(defaultChannel !== undefined && { defaultChannel }),
    ...(head !== undefined && { head: head.name }),
    ...(head?.version !== undefined && { headVersion: head.version }),
    ...(deprecated !== undefined && { deprecated }),
    needs: head === undefined ? [] : requirementNames(head),
    ...(head?.facts.disconnected !== undefined && { disconnected: head.facts.disconnected }),
    ...(head?.facts.fips !== undefined && { fips: head.facts.fips }),
    problems: unread + checkPackage(source).filter(({ level }) => level !== 'note').length,
  };
}
