import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveDependencies, type CatalogPackage } from '../../../../core/catalog/index.ts';
import {
  bundleOf,
  chainOf,
  channelOf,
  modelOf,
  needsPackage,
  packageOf,
} from '../../../support/catalog-model.ts';
import { sharedFolder, sharedNote } from '../../../support/release-world.ts';

describe('a companion package', () => {
  const operator = chainOf('odf-operator', ['4.20.1', '4.20.2']);
  const needs = { requires: [needsPackage('rook', '>=1.0.0')] };

  it('comes in the version of its operator, and brings what it needs itself', () => {
    const catalogs = new Map([
      [
        'red',
        modelOf(
          operator,
          chainOf('odf-dependencies', ['4.20.1', '4.20.2'], needs),
          chainOf('rook', ['1.0.0']),
        ),
      ],
    ]);
    const report = resolveDependencies(catalogs, [
      { catalog: 'red', package: 'odf-operator', bundles: ['odf-operator.v4.20.1'] },
    ]);
    expect(
      report.additions.map((one) => [one.package, one.bundles, one.reasons.map(({ key }) => key)]),
    ).toEqual([
      ['odf-dependencies', ['odf-dependencies.v4.20.1'], ['odf-dependencies =4.20.1']],
      ['rook', ['rook.v1.0.0'], ['odf-dependencies =4.20.1', 'rook >=1.0.0']],
    ]);
  });

  it('comes with its head when it has other versions, and only from the same catalogue', () => {
    const selection = [{ catalog: 'red', package: 'odf-operator', bundles: ['odf-operator.v4.20.2'] }];
    const other = modelOf(chainOf('odf-operator-dependencies', ['1.0.0', '2.0.0']));
    expect(
      resolveDependencies(new Map([['red', modelOf(operator, ...other.packages.values())]]), selection)
        .additions,
    ).toMatchObject([
      { package: 'odf-operator-dependencies', bundles: ['odf-operator-dependencies.v2.0.0'] },
    ]);
    expect(
      resolveDependencies(
        new Map([
          ['red', modelOf(operator)],
          ['blue', other],
        ]),
        selection,
      ).dependencies,
    ).toEqual([]);
  });
});

interface DerivedPackage {
  readonly name: string;
  readonly defaultChannel: string;
  readonly channelVersions: Readonly<Record<string, readonly string[]>>;
}
type DerivedNeeds = Readonly<
  Record<string, readonly { readonly packageName: string; readonly versionRange: string }[]>
>;

const samples = 'samples/fbc';
const read = (name: string): unknown => JSON.parse(readFileSync(join(sharedFolder, samples, name), 'utf8'));

function packageFrom(derived: DerivedPackage, needs: DerivedNeeds): CatalogPackage {
  const { name, channelVersions } = derived;
  const requires = (needs[name] ?? []).map((need) => needsPackage(need.packageName, need.versionRange));
  const versions = new Set(Object.values(channelVersions).flat());
  return packageOf(
    name,
    Object.entries(channelVersions).map(([channel, listed]) =>
      channelOf(
        name,
        channel,
        listed.map((version, at) => [
          `${name}.v${version}`,
          at === 0 ? '' : `${name}.v${listed[at - 1] ?? ''}`,
        ]),
      ),
    ),
    [...versions].map((version) => bundleOf(name, version, { requires })),
    { defaultChannel: derived.defaultChannel },
  );
}

describe.skipIf(!existsSync(join(sharedFolder, samples)))(
  `a real index of 4.20${sharedNote(samples)}`,
  () => {
    it('gives OpenShift Data Foundation everything that its dependencies package requires', () => {
      const packages = read(
        '05-derived-redhat-operator-index-v4.20-operators.json',
      ) as readonly DerivedPackage[];
      const needs = read('06-derived-redhat-operator-index-v4.20-dependencies.json') as DerivedNeeds;
      const odf = packages.find(({ name }) => name === 'odf-operator');
      expect(odf).toBeDefined();
      const head = odf?.channelVersions[odf.defaultChannel]?.at(-1) ?? '';
      const model = modelOf(...packages.map((derived) => packageFrom(derived, needs)));
      const report = resolveDependencies(new Map([['red', model]]), [
        { catalog: 'red', package: 'odf-operator', bundles: [`odf-operator.v${head}`] },
      ]);
      const names = report.additions.map((addition) => addition.package);
      const required = (needs['odf-dependencies'] ?? []).map(({ packageName }) => packageName);
      expect(required.length).toBeGreaterThan(8);
      expect(new Set(names)).toEqual(new Set(['odf-dependencies', ...required]));
      expect(report.findings).toEqual([]);
      expect(report.dependencies.filter(({ status }) => status === 'choice')).toEqual([]);
    });
  },
);
