import type { SetReport } from '../../core/report/index.ts';
import { digestFor, image, releaseImage, setManifest, setReport, soundReading } from './report-samples.ts';

/** Names as nobody should be able to smuggle them into a document. */
export const hostileNames = {
  script: 'evil.example/<script>alert(1)</script>&"quoted\'',
  direction: 'evil.example/abc\u202Egnp.exe\u2066x',
  control: 'evil.example/\u0000\u001b[31mred\r\nSet-Cookie: a=b',
  invisible: 'quay.io/open\u200Bshift/app\uFEFF\u00AD',
  long: `evil.example/${'very-long-name-without-any-place-to-break-'.repeat(40)}`,
  marks: `evil.example/z${'\u0301'.repeat(300)}algo`,
  style: 'evil.example/</style><img src=x onerror=alert(1)>',
  surrogate: 'evil.example/\uD800half',
};

/** A report in which every section has something to say, in good and in bad. */
export function fullReport(): SetReport {
  const app = image({ repository: 'a/signed' });
  const attached = ['sig', 'sbom'].map((suffix) =>
    image({
      repository: 'a/signed',
      tag: `${app.digest.replace(':', '-')}.${suffix}`,
      digest: digestFor(suffix),
      accessoryOf: app.digest,
    }),
  );
  const hostile = Object.entries(hostileNames).map(([name, origin]) =>
    image({ repository: `evil/${name}`, origin }),
  );
  const exempt = image({ repository: 'a/exempt', signature: { status: 'ignored' } });
  const controller = image({ type: 'operatorRelatedImage', repository: 'op/controller' });
  const releases = ['4.15.0', '4.15.1'].flatMap((version) => [
    releaseImage(version),
    ...['cli', 'etcd', 'hyperkube'].map((component) => releaseImage(version, component)),
  ]);
  const images = [...releases, app, ...attached, exempt, controller, ...hostile];
  const manifest = setManifest({
    images,
    releases: [
      {
        version: '4.15.0',
        tag: '4.15.0-x86_64',
        digest: releaseImage('4.15.0').digest,
        signature: { status: 'verified', keyId: '199e2f91fd431d51' },
      },
      {
        version: '4.15.1',
        tag: '4.15.1-x86_64',
        digest: releaseImage('4.15.1').digest,
        signature: { status: 'ignored' },
      },
    ],
    complete: 'complete-with-exceptions',
    missing: [{ origin: hostileNames.script, code: 'MANIFEST_NOT_FOUND' }],
    expected: [{ digest: digestFor('base'), size: 5_000_000 }],
  });
  const [damaged] = soundReading.chunks;
  if (damaged === undefined) throw new Error('the sample has a chunk');
  return setReport({
    manifest,
    manifestSha256: 'e'.repeat(64),
    previous: setManifest({
      generation: 1,
      setId: '00000000-2222-4333-8444-555555555555',
      images: [
        releaseImage('4.14.9'),
        image({ repository: 'old/app' }),
        image({ ...app, digest: digestFor('x') }),
      ],
    }),
    sizes: new Map(images.map(({ digest }, index) => [digest, 1000 * (index + 1)])),
    images: new Map(images.map(({ digest }) => [digest, { platforms: ['linux/amd64', 'linux/arm64'] }])),
    operators: [
      {
        catalog: 'redhat/redhat-operator-index:v4.15',
        package: '<b>operator</b>',
        bundle: 'operator.v1',
        version: '1.2.3',
        images: [controller.digest],
      },
    ],
    verifications: [
      soundReading,
      {
        ...soundReading,
        chunks: [{ ...damaged, state: 'damaged' }],
        problems: [{ code: 'X_UNKNOWN', params: {} }],
      },
    ],
    signer: { name: 'Station <7>', keyId: 'f'.repeat(64), result: 'untrusted' },
    custody: {
      chain: {
        state: 'broken',
        seq: 2,
        reason: { code: 'CUSTODY_ALTERED', params: { path: 'custody.jsonl', record: 2 } },
      },
      entries: [
        { seq: 1, time: '2026-03-04T05:06:07Z', kind: 'created', person: 'A. Maker', host: 'station-7' },
        {
          seq: 2,
          time: '2026-03-04T06:00:00Z',
          kind: '<i>odd</i>',
          medium: 'SN-1234',
          seal: 'B-77',
          result: 'handed over',
          note: hostileNames.direction,
        },
      ],
    },
    approvals: {
      approvals: [
        {
          digest: app.digest,
          verdict: 'approved',
          tool: 'trivy 0.60',
          databaseDate: '2026-03-01',
          approver: 'S. Officer',
          time: '2026-03-03T12:00:00Z',
        },
        { digest: exempt.digest, verdict: 'held' },
      ],
      waivers: [
        {
          digest: app.digest,
          finding: 'CVE-2026-0001',
          owner: 'team <x>',
          reason: 'not reachable',
          expires: '2026-06-01',
        },
      ],
    },
    readBack: {
      registry: 'mirror.example:8443',
      time: '2026-03-06T08:00:00Z',
      bytes: 123_456_789,
      images: [
        { repository: 'a/signed', tag: '1.0', digest: app.digest, found: app.digest },
        { repository: 'a/exempt', tag: '1.0', digest: exempt.digest },
      ],
    },
    runExceptions: [{ check: 'space', message: { code: 'ARCHIVE_DISK_FULL', params: {} } }],
    strangers: ['notes.txt', hostileNames.control],
    secretScan: {
      rules: ['private-key', 'docker-auth'],
      scanned: [{ file: 'sluice-set.json', bytes: 12_345 }],
      notScanned: [{ file: 'chart.tgz', reason: 'compressed' }],
      findings: [{ rule: 'private-key', file: hostileNames.style, line: 7, matches: 2 }],
    },
  });
}
