import { describe, expect, it } from 'vitest';
import { checkCompatibility, openShiftMinor, type BundleFacts } from '../../../../core/catalog/index.ts';
import { bundleOf, channelOf, modelOf, packageOf } from '../../../support/catalog-model.ts';

function check(bundles: Readonly<Record<string, BundleFacts>>, releases: readonly string[]) {
  const names = Object.keys(bundles);
  const all = Object.entries(bundles).map(([version, facts]) => bundleOf('app', version, { facts }));
  const app = packageOf(
    'app',
    [
      channelOf(
        'app',
        'stable',
        names.map((name) => [`app.v${name}`]),
      ),
    ],
    all,
  );
  const selection = [{ catalog: 'red', package: 'app', bundles: all.map(({ name }) => name) }];
  return checkCompatibility(new Map([['red', modelOf(app)]]), selection, releases);
}

describe('the Kubernetes of a release', () => {
  it('is known for every minor release of OpenShift 4, and for no other', () => {
    const known = ['4.1.0', '4.2.36', '4.3.0', '4.12.1', '4.16.0-rc.1', '4.20', 'v4.18.3'];
    expect(known.map((release) => openShiftMinor(release)?.kubernetes)).toEqual([13, 14, 16, 25, 29, 33, 31]);
    expect(openShiftMinor('5.0.1')).toEqual({ major: 5, minor: 0 });
    expect(['', '4', 'stable-4.18', '4.x', '04.18'].map(openShiftMinor)).toEqual(Array(5).fill(undefined));
  });
});

describe('bundles held against releases', () => {
  it('need nothing when they name no limit, or an empty one', () => {
    expect(check({ '1.0.0': {}, '1.1.0': { minKubeVersion: '' } }, ['4.12.0'])).toEqual({
      incompatibilities: [],
      findings: [],
    });
  });

  it('are told of where the release has too old a Kubernetes', () => {
    const facts = { minKubeVersion: '1.29.0' };
    const { incompatibilities, findings } = check({ '1.0.0': {}, '2.0.0': facts }, ['4.15.9', '4.16.0']);
    expect(incompatibilities).toEqual([
      {
        catalog: 'red',
        package: 'app',
        bundle: 'app.v2.0.0',
        release: '4.15.9',
        obstacle: { kind: 'kubernetes', needs: '1.29.0' },
      },
    ]);
    expect(findings).toEqual([
      {
        level: 'note',
        code: 'CATALOG_BUNDLE_NEEDS_KUBERNETES',
        params: { package: 'app', bundle: 'app.v2.0.0', count: 1, releases: '4.15.9', needs: '1.29.0' },
        affected: ['app.v2.0.0'],
      },
    ]);
  });

  it('are a warning when none of them goes with a release', () => {
    const { findings } = check(
      { '1.0.0': { maxOpenShiftVersion: '4.16' }, '2.0.0': { minKubeVersion: '1.31.0' } },
      ['4.16.2', '4.17.0', '4.18.1'],
    );
    expect(
      findings.map(({ level, code, params }) => [level, code, params['release'] ?? params['releases']]),
    ).toEqual([
      ['warning', 'CATALOG_RELEASE_WITHOUT_BUNDLE', '4.17.0'],
      ['note', 'CATALOG_BUNDLE_NEEDS_KUBERNETES', '4.16.2, 4.17.0'],
      ['note', 'CATALOG_BUNDLE_ENDS_BEFORE_RELEASE', '4.17.0, 4.18.1'],
    ]);
  });

  it('count by the minor release that the publisher allows last, patch versions aside', () => {
    const last = (maxOpenShiftVersion: string, release: string): number =>
      check({ '1.0.0': { maxOpenShiftVersion } }, [release]).incompatibilities.length;
    expect([last('4.16', '4.16.40'), last('4.16.1', '4.16.40'), last('4.9', '4.16.0')]).toEqual([0, 0, 1]);
    expect([last('4', '4.99.0'), last('4.20', '5.0.0'), last('5.1', '4.30.0')]).toEqual([0, 1, 0]);
  });

  it('are noted when a limit cannot be read, and releases that are no version are passed over', () => {
    const { findings, incompatibilities } = check(
      { '1.0.0': { minKubeVersion: 'latest', maxOpenShiftVersion: '4.x' } },
      ['4.16.0', 'nightly'],
    );
    expect(incompatibilities).toEqual([]);
    expect(findings.map(({ code, params }) => [code, params['field'], params['value']])).toEqual([
      ['CATALOG_LIMIT_UNREADABLE', 'minKubeVersion', 'latest'],
      ['CATALOG_LIMIT_UNREADABLE', 'olm.maxOpenShiftVersion', '4.x'],
    ]);
  });
});
