import { describe, expect, it } from 'vitest';
import {
  resolveDependencies,
  type CatalogModel,
  type CatalogPackage,
  type DependencyReport,
  type Requirement,
} from '../../../../core/catalog/index.ts';
import {
  api,
  bundleOf,
  chainOf,
  channelOf,
  modelOf,
  needsPackage,
  packageOf,
} from '../../../support/catalog-model.ts';

const one = (...packages: CatalogPackage[]): ReadonlyMap<string, CatalogModel> =>
  new Map([['red', modelOf(...packages)]]);
const app = (...requires: Requirement[]): CatalogPackage => chainOf('app', ['1.0.0'], { requires });
const appSelected = [{ catalog: 'red', package: 'app', bundles: ['app.v1.0.0'] }];
const foo = api('foos.example.com/v1 Foo');
const needsFoo: Requirement = { kind: 'gvk', gvk: foo };
const added = ({ additions }: DependencyReport): unknown =>
  additions.map(({ package: name, channels, bundles }) => ({ name, channels, bundles }));
const statuses = ({ dependencies }: DependencyReport): Record<string, string> =>
  Object.fromEntries(dependencies.map(({ key, status }) => [key, status]));

describe('what a selection needs', () => {
  it('is nothing for bundles without requirements, and the head of the default channel where that fits', () => {
    expect(resolveDependencies(one(app()), appSelected)).toEqual({
      dependencies: [],
      additions: [],
      findings: [],
    });
    const report = resolveDependencies(
      one(app(needsPackage('base', '>=1.0.0')), chainOf('base', ['1.0.0', '1.1.0'])),
      appSelected,
    );
    expect(report.additions).toEqual([
      {
        catalog: 'red',
        package: 'base',
        channels: [{ name: 'stable' }],
        bundles: ['base.v1.1.0'],
        reasons: [{ by: { catalog: 'red', package: 'app', bundle: 'app.v1.0.0' }, key: 'base >=1.0.0' }],
      },
    ]);
    expect(report.findings).toEqual([]);
  });

  it('is the highest version that fits, in bounds, where the head does not', () => {
    const base = chainOf('base', ['1.0.0', '1.1.0', '1.2.0', '2.0.0']);
    expect(
      added(resolveDependencies(one(app(needsPackage('base', '>=1.1.0 <2.0.0')), base), appSelected)),
    ).toEqual([
      {
        name: 'base',
        channels: [{ name: 'stable', minVersion: '1.2.0', maxVersion: '1.2.0' }],
        bundles: ['base.v1.2.0'],
      },
    ]);
  });

  it('names a default channel when the package’s own does not fit', () => {
    const base = packageOf(
      'base',
      [
        channelOf('base', 'stable-2', [['base.v2.0.0']]),
        channelOf('base', 'stable-1', [['base.v1.1.0', 'base.v1.0.0'], ['base.v1.0.0']]),
      ],
      [bundleOf('base', '2.0.0'), bundleOf('base', '1.1.0'), bundleOf('base', '1.0.0')],
    );
    const { additions } = resolveDependencies(one(app(needsPackage('base', '<2.0.0')), base), appSelected);
    expect(additions).toMatchObject([
      { channels: [{ name: 'stable-1' }], defaultChannel: 'stable-1', bundles: ['base.v1.1.0'] },
    ]);
  });

  it('takes one bundle that meets several ranges, and several where none meets all', () => {
    const base = chainOf('base', ['1.0.0', '1.1.0', '1.2.0', '2.0.0']);
    const both = one(app(needsPackage('base', '<2.0.0'), needsPackage('base', '<1.2.0')), base);
    expect(added(resolveDependencies(both, appSelected))).toMatchObject([{ bundles: ['base.v1.1.0'] }]);
    const apart = one(app(needsPackage('base', '>=2.0.0'), needsPackage('base', '<1.2.0')), base);
    expect(added(resolveDependencies(apart, appSelected))).toEqual([
      {
        name: 'base',
        channels: [{ name: 'stable', minVersion: '1.1.0' }],
        bundles: ['base.v2.0.0', 'base.v1.2.0', 'base.v1.1.0'],
      },
    ]);
  });

  it('follows requirements to the end, through circles, with the way there', () => {
    const a = chainOf('a', ['1.0.0'], { requires: [needsPackage('b', '>=1.0.0')] });
    const b = chainOf('b', ['1.0.0'], {
      requires: [needsPackage('app', '>=1.0.0'), needsPackage('a', '1.0.0')],
    });
    const report = resolveDependencies(one(app(needsPackage('a', '>=1.0.0')), a, b), appSelected);
    expect(
      report.additions.map(({ package: name, reasons }) => [name, reasons.map(({ key }) => key)]),
    ).toEqual([
      ['a', ['a >=1.0.0']],
      ['b', ['a >=1.0.0', 'b >=1.0.0']],
    ]);
    expect(statuses(report)).toEqual({
      'a >=1.0.0': 'added',
      'b >=1.0.0': 'added',
      'app >=1.0.0': 'selected',
      'a 1.0.0': 'added',
    });
  });

  it('settles where an addition’s own needs swing it between two versions', () => {
    const base = packageOf(
      'base',
      [channelOf('base', 'stable', [['base.v2.0.0', 'base.v1.0.0'], ['base.v1.0.0']])],
      [bundleOf('base', '2.0.0', { requires: [needsPackage('base', '<2.0.0')] }), bundleOf('base', '1.0.0')],
    );
    const report = resolveDependencies(one(app(needsPackage('base', '>=1.0.0')), base), appSelected);
    expect(added(report)).toMatchObject([{ bundles: ['base.v1.0.0'] }]);
    expect(report.additions.map(({ reasons }) => reasons.length)).toEqual([1]);
  });

  it('leaves what is selected alone, and widens it when the kept versions do not fit', () => {
    const catalogs = one(app(needsPackage('base', '<2.0.0')), chainOf('base', ['1.0.0', '2.0.0']));
    const kept = (bundle: string): DependencyReport =>
      resolveDependencies(catalogs, [...appSelected, { catalog: 'red', package: 'base', bundles: [bundle] }]);
    expect(kept('base.v1.0.0').additions).toEqual([]);
    expect(kept('base.v2.0.0').additions).toMatchObject([
      { package: 'base', channels: [{ name: 'stable', minVersion: '1.0.0', maxVersion: '1.0.0' }] },
    ]);
  });
});

describe('an API that is required', () => {
  const provider = (name: string): CatalogPackage => chainOf(name, ['1.0.0'], { provides: [foo] });

  it('comes from its only provider', () => {
    const report = resolveDependencies(
      one(app(needsFoo), provider('foo'), chainOf('bar', ['1.0.0'])),
      appSelected,
    );
    expect(added(report)).toMatchObject([{ name: 'foo' }]);
  });

  it('is a choice between several, until a decision names one', () => {
    const catalogs = one(app(needsFoo), provider('foo'), provider('other-foo'));
    const open = resolveDependencies(catalogs, appSelected);
    expect(open.additions).toEqual([]);
    expect(open.dependencies).toMatchObject([
      {
        key: 'foos.example.com/v1 Foo',
        status: 'choice',
        candidates: [
          {
            catalog: 'red',
            package: 'foo',
            channels: [
              { name: 'stable', default: true, bundles: [{ name: 'foo.v1.0.0', version: '1.0.0' }] },
            ],
          },
          { package: 'other-foo' },
        ],
      },
    ]);
    expect(open.dependencies.map(({ reasons }) => reasons)).toEqual([
      [{ by: { catalog: 'red', package: 'app', bundle: 'app.v1.0.0' }, key: 'foos.example.com/v1 Foo' }],
    ]);
    expect(open.dependencies[0]?.candidates.map(({ pick }) => pick)).toEqual([
      { channels: [{ name: 'stable' }], bundles: ['foo.v1.0.0'] },
      { channels: [{ name: 'stable' }], bundles: ['other-foo.v1.0.0'] },
    ]);
    const decided = resolveDependencies(
      catalogs,
      appSelected,
      new Map([['foos.example.com/v1 Foo', { catalog: 'red', package: 'other-foo' }]]),
    );
    expect(added(decided)).toMatchObject([{ name: 'other-foo' }]);
  });

  it('is no choice when one of the providers comes along anyway', () => {
    const catalogs = one(
      app(needsFoo, needsPackage('other-foo', '>=1.0.0')),
      provider('foo'),
      provider('other-foo'),
    );
    const report = resolveDependencies(catalogs, appSelected);
    expect(added(report)).toMatchObject([{ name: 'other-foo' }]);
    expect(statuses(report)).toEqual({ 'foos.example.com/v1 Foo': 'added', 'other-foo >=1.0.0': 'added' });
  });

  it('comes from the same catalogue where two have the package, and is a choice between two foreign ones', () => {
    const red = modelOf(app(needsFoo), provider('foo'));
    const blue = modelOf(provider('foo'));
    const home = resolveDependencies(
      new Map([
        ['blue', blue],
        ['red', red],
      ]),
      appSelected,
    );
    expect(home.additions).toMatchObject([{ catalog: 'red', package: 'foo' }]);
    const abroad = new Map([
      ['red', modelOf(app(needsFoo))],
      ['blue', blue],
      ['green', blue],
    ]);
    expect(statuses(resolveDependencies(abroad, appSelected))).toEqual({
      'foos.example.com/v1 Foo': 'choice',
    });
  });
});

describe('compound constraints', () => {
  const bar = api('bars.example.com/v1 Bar');

  it('hold all parts against one bundle', () => {
    const base = packageOf(
      'base',
      [channelOf('base', 'stable', [['base.v2.0.0', 'base.v1.0.0'], ['base.v1.0.0']])],
      [bundleOf('base', '2.0.0'), bundleOf('base', '1.0.0', { provides: [foo] })],
    );
    const all: Requirement = { kind: 'all', requirements: [needsPackage('base', '>=1.0.0'), needsFoo] };
    expect(added(resolveDependencies(one(app(all), base), appSelected))).toMatchObject([
      { bundles: ['base.v1.0.0'] },
    ]);
  });

  it('take the parts of an all one by one where no bundle has them together', () => {
    const all: Requirement = {
      kind: 'all',
      requirements: [
        needsFoo,
        { kind: 'gvk', gvk: bar },
        { kind: 'not', requirements: [needsPackage('x', '1.0.0')] },
      ],
    };
    const catalogs = one(
      app(all),
      chainOf('foo', ['1.0.0'], { provides: [foo] }),
      chainOf('bar', ['1.0.0'], { provides: [bar] }),
    );
    expect(added(resolveDependencies(catalogs, appSelected))).toMatchObject([
      { name: 'bar' },
      { name: 'foo' },
    ]);
  });

  it('are a choice for any, and keep out what not forbids', () => {
    const catalogs = (requirement: Requirement): ReadonlyMap<string, CatalogModel> =>
      one(app(requirement), chainOf('x', ['1.0.0', '2.0.0']), chainOf('y', ['1.0.0']));
    const either: Requirement = {
      kind: 'any',
      requirements: [needsPackage('x', '>=1.0.0'), needsPackage('y', '>=1.0.0')],
    };
    expect(statuses(resolveDependencies(catalogs(either), appSelected))).toEqual({
      'any(x >=1.0.0; y >=1.0.0)': 'choice',
    });
    const notNewest: Requirement = {
      kind: 'all',
      requirements: [
        needsPackage('x', '>=1.0.0'),
        { kind: 'not', requirements: [needsPackage('x', '2.0.0')] },
      ],
    };
    expect(added(resolveDependencies(catalogs(notNewest), appSelected))).toMatchObject([
      { bundles: ['x.v1.0.0'] },
    ]);
    const onlyNot: Requirement = { kind: 'not', requirements: [needsPackage('x', '2.0.0')] };
    expect(resolveDependencies(catalogs(onlyNot), appSelected).dependencies).toEqual([]);
  });

  it('are a note where only a cluster can judge, and the rest still counts', () => {
    const cel: Requirement = { kind: 'other', text: 'cel: properties.exists(p, true)' };
    const report = resolveDependencies(
      one(
        app({ kind: 'all', requirements: [cel, needsPackage('base', '1.0.0')] }),
        chainOf('base', ['1.0.0']),
      ),
      appSelected,
    );
    expect(added(report)).toMatchObject([{ name: 'base' }]);
    expect(report.findings).toMatchObject([{ level: 'note', code: 'CATALOG_CONSTRAINT_NOT_JUDGED' }]);
  });
});

describe('what is in no catalogue', () => {
  const findings = (requirement: Requirement): unknown =>
    resolveDependencies(one(app(requirement), chainOf('base', ['1.0.0', '1.5.0'])), appSelected).findings;

  it('is named with package, bundle and requirement', () => {
    expect(findings(needsPackage('missing', '>=1.0.0'))).toEqual([
      {
        level: 'warning',
        code: 'CATALOG_DEPENDENCY_ABSENT',
        params: { package: 'app', bundle: 'app.v1.0.0', requirement: 'missing >=1.0.0' },
        affected: ['app.v1.0.0'],
      },
    ]);
    expect(findings(needsFoo)).toMatchObject([
      { code: 'CATALOG_DEPENDENCY_ABSENT', params: { requirement: 'foos.example.com/v1 Foo' } },
    ]);
  });

  it('says which versions there are, and when a range is unreadable', () => {
    expect(findings(needsPackage('base', '>=2.0.0'))).toMatchObject([
      { code: 'CATALOG_DEPENDENCY_VERSION_ABSENT', params: { lowest: '1.0.0', highest: '1.5.0' } },
    ]);
    expect(findings(needsPackage('base', 'latest'))).toMatchObject([
      { code: 'CATALOG_REQUIREMENT_UNREADABLE' },
    ]);
  });

  it('is one finding for all bundles of a package', () => {
    const many = chainOf('app', ['1.0.0', '1.10.0', '1.9.0'], {
      requires: [needsPackage('missing', '1.0.0')],
    });
    const { findings: found } = resolveDependencies(one(many), [
      { catalog: 'red', package: 'app', bundles: ['app.v1.0.0', 'app.v1.10.0', 'app.v1.9.0'] },
    ]);
    expect(found).toMatchObject([{ params: { bundle: 'app.v1.10.0' }, affected: { length: 3 } }]);
  });
});
