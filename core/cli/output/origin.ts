import { imageSignatureResults } from '../../contract/index.ts';
import type { SetDescription } from '../../host/index.ts';
import type { Say } from '../words.ts';
import { formatTable, formatTime } from './format.ts';

type SetOrigin = NonNullable<SetDescription['origin']>;

/** What vouches for the images of a set, in one line. */
export function signaturesText({ images }: SetOrigin, say: Say): string {
  const parts = imageSignatureResults.flatMap((result) =>
    images[result] === 0 ? [] : [say(`imageSignature.${result}`, { count: images[result] })],
  );
  return parts.join(say('comma'));
}

/** Who answered while the content of a set was fetched; the certificates as openssl prints them. */
export function hostsTable({ hosts }: SetOrigin, say: Say): string {
  if (hosts === undefined) return say('hosts.notRecorded');
  if (hosts.length === 0) return say('hosts.nobody');
  return formatTable(
    [say('hosts.host'), say('hosts.certificate'), say('hosts.since'), 'sha256'],
    hosts.map(({ host, sha256, verified, since }) => [
      host,
      sha256 === undefined ? say('hosts.plain') : say(verified ? 'hosts.verified' : 'hosts.unverified'),
      formatTime(since),
      sha256 ?? '',
    ]),
  );
}
