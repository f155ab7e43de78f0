import { imageSignatureResults, type ReportBlock, type ReportSection } from '../../contract/index.ts';
import type { AnsweringHost, SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import {
  facts,
  heading,
  ifRecorded,
  imageCell,
  paragraph,
  summed,
  table,
  timeText,
  toned,
} from './blocks.ts';
import { plain } from './plain.ts';

/** What vouches for the content: signatures of releases and images, and the hosts it is from. */
export function originSection(say: ReportSay, report: SetReport): ReportSection {
  return { id: 'origin', title: say('section.origin'), blocks: originBlocks(say, report) };
}

export function originBlocks(say: ReportSay, { origin, identity }: SetReport): ReportBlock[] {
  const counts = imageSignatureResults.flatMap((result) => {
    const count = origin.images[result];
    return count === 0 ? [] : [[say(`images.${result}`), say('imageCount', { count })] as const];
  });
  return [
    paragraph(say('pulled', { time: timeText(identity.createdAt) })),
    ...releaseBlocks(say, origin),
    heading(say('imageSignatures')),
    ...(counts.length === 0 ? [paragraph(say('none'))] : [facts(counts)]),
    ...(origin.exempt.length === 0
      ? []
      : [
          heading(say('exempt')),
          table(
            say('exempt'),
            [
              [say('image'), 70],
              [say('signature'), 30],
            ],
            origin.exempt.map(({ origin: name, digest, result }) => [
              imageCell({ origin: name, digest }),
              toned(say(`images.${result}`), result === 'ignored' ? 'attention' : 'bad'),
            ]),
          ),
        ]),
    heading(say('sources'), say('sourcesNote')),
    facts(origin.sources.map(({ host, images }) => [plain(host), say('imageCount', { count: images })])),
    heading(say('tls'), say('tlsNote')),
    ...ifRecorded(say, origin.tls, (hosts) => hostBlocks(say, hosts)),
  ];
}

function hostBlocks(say: ReportSay, hosts: readonly AnsweringHost[]): ReportBlock[] {
  if (hosts.length === 0) return [paragraph(say('tlsNobody'))];
  return [
    table(
      say('tls'),
      [
        [say('host'), 26],
        [say('tlsResult'), 16],
        [say('fingerprint'), 40],
        [say('since'), 18],
      ],
      hosts.map(({ host, fingerprint, verified, since }) => [
        plain(host),
        fingerprint === undefined
          ? toned(say('tls.none'), 'attention')
          : toned(say(verified ? 'tls.verified' : 'tls.unverified'), verified ? 'good' : 'attention'),
        { text: '', sum: plain(fingerprint ?? '') },
        timeText(since),
      ]),
    ),
  ];
}

function releaseBlocks(say: ReportSay, { releases }: SetReport['origin']): ReportBlock[] {
  if (releases.length === 0) return [paragraph(say('noReleases'))];
  return [
    table(
      say('releases'),
      [
        [say('release'), 62],
        [say('releaseResult'), 20],
        [say('key'), 18],
      ],
      releases.map(({ version, tag, digest, status, keyId }) => [
        summed(`${version} (${tag})`, digest),
        toned(say(`status.${status}`), status === 'verified' ? 'good' : 'attention'),
        { text: '', sum: plain(keyId ?? '') },
      ]),
    ),
  ];
}
