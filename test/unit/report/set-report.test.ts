import { describe, expect, it } from 'vitest';
import { reportDocument, reportHtml, reportJson } from '../../../core/report/index.ts';
import {
  digestFor,
  image,
  releaseImage,
  setManifest,
  setReport,
  soundReading,
} from '../../support/report-samples.ts';

const payload = releaseImage('4.15.0');
const cli = releaseImage('4.15.0', 'cli');
const release = {
  version: '4.15.0',
  tag: '4.15.0-x86_64',
  digest: payload.digest,
  signature: { status: 'verified' as const, keyId: '199e2f91fd431d51' },
};

describe('a report about a set', () => {
  it('groups images by release, operator and the rest', () => {
    const controller = image({ type: 'operatorRelatedImage', repository: 'op/controller' });
    const shared = image({ type: 'operatorRelatedImage', repository: 'op/shared' });
    const bundle = image({ type: 'operatorBundle', repository: 'op/bundle' });
    const lonely = image({ type: 'operatorRelatedImage', repository: 'op/lonely' });
    const catalog = image({ type: 'operatorCatalog', repository: 'op/index', tag: 'v4.15' });
    const images = [lonely, controller, shared, bundle, catalog, image({ repository: 'a/b' }), cli, payload];
    const operators = [
      { package: 'zeta', bundle: 'zeta.v2', version: '2.0.0', images: [shared.digest] },
      {
        package: 'alpha',
        bundle: 'alpha.v1',
        version: '1.0.0',
        images: [bundle.digest, controller.digest, shared.digest],
      },
      { package: 'absent', bundle: 'absent.v1', images: [digestFor('not carried')] },
    ].map((operator) => ({ catalog: 'op/index:v4.15', ...operator }));
    const { groups } = setReport({ manifest: setManifest({ images }), operators }).contents;
    expect(
      groups.map(({ kind, name, images: own }) => [kind, name, own.map(({ repository }) => repository)]),
    ).toEqual([
      ['release', '4.15.0', ['openshift/release-images', 'openshift/release']],
      ['catalog', 'quay.io/op/index:v4.15', ['op/index']],
      ['operator', 'alpha', ['op/bundle', 'op/controller', 'op/shared']],
      ['operator-other', undefined, ['op/lonely']],
      ['additional', undefined, ['a/b']],
    ]);
    const alpha = groups.find(({ name }) => name === 'alpha');
    expect(alpha?.versions).toEqual(['1.0.0']);
    expect(alpha?.images.at(-1)?.alsoFor).toEqual(['zeta']);
  });

  it('measures an image with what the set holds and what it expects, and only when all is known', () => {
    const [layer, base] = [digestFor('layer'), digestFor('base')];
    const app = image({ repository: 'a/app' });
    const manifest = setManifest({
      images: [app],
      closures: { [app.digest]: [layer, base] },
      expected: [{ digest: base, size: 700 }],
    });
    const only = (sizes: [typeof layer, number][]) =>
      setReport({ manifest, sizes: new Map(sizes) }).contents.groups[0]?.images[0];
    expect(
      only([
        [app.digest, 10],
        [layer, 200],
      ]),
    ).toMatchObject({ bytes: 910, carriedBytes: 210 });
    expect(only([[app.digest, 10]])).not.toHaveProperty('bytes');
    expect(setReport({ manifest }).contents.groups[0]?.images[0]).not.toHaveProperty('bytes');
    expect(setReport({ manifest }).contents.expected).toEqual({ blobs: 1, bytes: 700 });
  });

  it('tells for every image what vouches for it', () => {
    const signed = image({ repository: 'a/signed' });
    const signature = image({
      repository: 'a/signed',
      tag: `${signed.digest.replace(':', '-')}.sig`,
      accessoryOf: signed.digest,
    });
    const exempt = image({ repository: 'a/exempt', signature: { status: 'ignored' } });
    const images = [payload, cli, signed, signature, exempt, image({ repository: 'a/plain' })];
    const { origin, contents } = setReport({ manifest: setManifest({ images, releases: [release] }) });
    expect(origin.images).toMatchObject({ 'by-release': 2, carried: 1, ignored: 1, none: 1 });
    expect(origin.exempt.map(({ origin: name }) => name)).toEqual(['quay.io/a/exempt:1.0']);
    expect(origin.releases[0]).toMatchObject({ status: 'verified', keyId: '199e2f91fd431d51' });
    expect(origin.sources).toEqual([{ host: 'quay.io', images: 5 }]);
    expect(origin.tls).toEqual({ recorded: false, why: 'not-in-set' });
    expect([contents.images, contents.accessories]).toEqual([5, 1]);
  });

  it('names who answered, and by which certificate', () => {
    const since = '2026-01-01T00:00:00.000Z';
    const sha256 = Array.from({ length: 32 }, () => 'AB').join(':');
    const hosts = [
      { host: 'quay.io', sha256, verified: true, since },
      { host: 'lab.test:5000', verified: false, since },
    ];
    const report = setReport({ manifest: setManifest({ images: [cli], hosts }) });
    expect(report.origin.tls).toEqual({
      recorded: true,
      value: [
        { host: 'quay.io', fingerprint: sha256, verified: true, since },
        { host: 'lab.test:5000', verified: false, since },
      ],
    });
    const html = reportHtml(reportDocument(report, 'en')).toString();
    for (const text of [sha256, 'checked, good', 'none: plain http', '2026-01-01 00:00:00 UTC'])
      expect(html).toContain(text);
  });

  it('counts no component as covered by a release whose signature is not good', () => {
    const unsigned = { ...release, signature: { status: 'ignored' as const } };
    const report = setReport({ manifest: setManifest({ images: [cli], releases: [unsigned] }) });
    expect(report.origin.images['by-release']).toBe(0);
    expect(report.verdict.reasons).toContain('release-unsigned');
  });

  it('names images that nobody decided on', () => {
    const app = image({ repository: 'a/app' });
    const { approvals, verdict } = setReport({
      manifest: setManifest({ images: [app, cli] }),
      approvals: { approvals: [{ digest: cli.digest, verdict: 'approved' }], waivers: [] },
    });
    expect(approvals.recorded && approvals.value.undecided.map(({ digest }) => digest)).toEqual([app.digest]);
    expect(verdict.reasons).toContain('undecided');
  });

  it('says in full why an image was held back', () => {
    const params = { count: 2, worst: '<critical>', limit: '<low>', ids: 'CVE-2026-1, CVE-2026-2' };
    const missing = [{ origin: 'quay.io/a/app:1', code: 'APPROVAL_TOO_SEVERE', params }];
    const manifest = setManifest({ images: [cli], missing, complete: 'complete-with-exceptions' });
    const html = reportHtml(reportDocument(setReport({ manifest }), 'en')).toString();
    expect(html).toContain('CVE-2026-1, CVE-2026-2');
    expect(html).not.toContain('…');
  });

  it('asks to be read where an image is in the set by a waiver alone', () => {
    const waiver = { digest: cli.digest, finding: 'CVE-2026-1', owner: 'Ada', reason: 'not reachable' };
    const { verdict } = setReport({
      manifest: setManifest({ images: [cli] }),
      verifications: [soundReading],
      approvals: { approvals: [{ digest: cli.digest, verdict: 'approved' }], waivers: [waiver] },
    });
    expect(verdict).toMatchObject({
      level: 'attention',
      reasons: expect.arrayContaining(['waived']) as unknown,
    });
  });

  it('says what is not recorded instead of leaving it out', () => {
    const report = setReport();
    expect(report.custody).toEqual({ recorded: false, why: 'not-supplied' });
    expect(report.delta).toEqual({ recorded: false, why: 'not-kept' });
    expect(setReport({ previous: null }).delta).toEqual({ recorded: false, why: 'no-previous' });
    expect(report.verdict).toEqual({ level: 'attention', reasons: ['not-verified'] });
  });

  it('tells nobody the folder that a set was made in', () => {
    const { identity } = setReport({ manifest: setManifest({ target: 'file:///media/secret-project' }) });
    expect(identity).not.toHaveProperty('target');
  });

  it('is good only when the set was read and nothing speaks against it', () => {
    expect(setReport({ verifications: [soundReading] }).verdict).toEqual({ level: 'good', reasons: [] });
    const damaged = {
      ...soundReading,
      chunks: soundReading.chunks.map((chunk) => ({ ...chunk, state: 'damaged' as const })),
    };
    expect(setReport({ verifications: [soundReading, damaged] }).verdict.level).toBe('bad');
    expect(
      setReport({
        verifications: [soundReading],
        readBack: {
          registry: 'r',
          time: '',
          bytes: 0,
          images: [{ repository: 'a', digest: cli.digest, found: payload.digest }],
        },
      }).verdict,
    ).toEqual({ level: 'bad', reasons: ['read-back-differs'] });
  });

  it('is versioned JSON, the same for the same input', () => {
    const text = reportJson(setReport({ manifest: setManifest({ images: [payload, cli] }) }));
    expect(JSON.parse(text)).toMatchObject({
      format: 'sluice-officer-report',
      formatVersion: 1,
      kind: 'set',
      madeAt: '2026-03-05T10:00:00.000Z',
      identity: { setId: '11111111-2222-4333-8444-555555555555', target: 'enclave-1' },
    });
    expect(reportJson(setReport({ manifest: setManifest({ images: [payload, cli] }) }))).toBe(text);
  });
});

describe('decisions of the approval gate', () => {
  const app = image({ repository: 'a/app' });
  const spared = image({ repository: 'a/spared' });
  const report = setReport({
    manifest: setManifest({ images: [app, spared] }),
    approvals: {
      approvals: [app, spared].map(({ digest }) => ({
        digest,
        verdict: 'approved' as const,
        tool: 'Trivy',
        databaseDate: '2026-03-01T00:00:00.000Z',
        time: '2026-03-02T10:00:00.000Z',
      })),
      waivers: [{ digest: spared.digest, finding: '*', owner: 'A. Officer', reason: 'not reachable' }],
    },
  });
  const textOf = (language: 'en' | 'zh'): string =>
    JSON.stringify(reportDocument(report, language).sections.find(({ id }) => id === 'approvals'));

  it('name the image, the scan, and by what it was decided', () => {
    const text = textOf('en');
    for (const part of [
      app.origin,
      'Trivy, database of 2026-03-01',
      'the gate’s rules, scan of 2026-03-02 10:00:00 UTC',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('00:00:00 UTC');
  });

  it('tell what is given only because somebody answers for it', () => {
    expect(textOf('en')).toContain('2 approved (1 of them because somebody answers for it)');
    expect(textOf('en')).toContain('{"text":"waived","tone":"attention"}');
    expect(textOf('en')).toContain(`${spared.origin}: every finding`);
    expect(textOf('zh')).toContain('所有问题');
  });
});
