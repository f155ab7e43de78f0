import { blobPath } from '../../../core/archive/index.ts';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { paxEntry, rawEntry } from '../archive-tar.ts';
import { testBlob } from '../archive-sets.ts';
import { blob, type HostileArchive } from './form.ts';

const registry = 'docker/registry/v2';
const hex = blob.digest.slice('sha256:'.length);

/** One file of a registry's tree. */
function one(title: string, code: ErrorCode, path: string, body = ''): HostileArchive {
  return { title, code, parts: [paxEntry({ path: `${registry}/${path}` }), rawEntry({ body })] };
}

const linkPath = 'repositories/a/_manifests/tags/v1/current/link';
const wrongLink = (title: string, body: string, path = linkPath): HostileArchive =>
  one(title, 'ARCHIVE_LINK_INVALID', path, body);
const wrongPath = (title: string, path: string): HostileArchive =>
  one(title, 'ARCHIVE_PATH_INVALID', path, blob.digest);

const otherDigest = testBlob(9, 9).digest;

/** Lawful tar files with entries that no archive has. */
export const hostileContents: readonly HostileArchive[] = [
  wrongLink('a link to a path', 'sha256:../../etc'),
  wrongLink('a link of two lines', `${blob.digest}\n${blob.digest}`),
  wrongLink('a link with 63 digits', blob.digest.slice(0, -1)),
  wrongLink('a link with 65 digits', `${blob.digest}a`),
  wrongLink('a link in upper case', `sha256:${'A'.repeat(64)}`),
  wrongLink('a link with md5', `md5:${'a'.repeat(32)}`),
  wrongLink('a link with a space before it', ` ${blob.digest}`),
  wrongLink('an empty link', ''),
  wrongLink('a link of 201 bytes', 'x'.repeat(201)),
  {
    title: 'a link of a gibibyte that is not there',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [rawEntry({ name: `${registry}/${linkPath}`, size: 1024 ** 3 })],
  },
  wrongLink(
    'a layer link that holds another digest',
    otherDigest,
    `repositories/a/_layers/sha256/${hex}/link`,
  ),
  wrongLink(
    'a revision link that holds another digest',
    otherDigest,
    `repositories/a/_manifests/revisions/sha256/${hex}/link`,
  ),
  wrongLink(
    'an index link that holds another digest',
    otherDigest,
    `repositories/a/_manifests/tags/v1/index/sha256/${hex}/link`,
  ),
  wrongPath('a blob path with a short digest', 'blobs/sha256/ab/abcd/data'),
  wrongPath('a blob in the wrong folder', `blobs/sha256/00/${'ab'.repeat(32)}/data`),
  wrongPath('a blob path of an unknown algorithm', `blobs/md5/ab/${'ab'.repeat(16)}/data`),
  wrongPath(
    'a file beside a blob',
    blobPath(blob.digest)
      .slice(registry.length + 1)
      .replace(/data$/, 'other'),
  ),
  wrongPath('a folder beside blobs and repositories', 'scripts/run'),
  wrongPath('a repository with an upper-case name', 'repositories/Evil/_manifests/tags/v1/current/link'),
  wrongPath('a tag that is none', 'repositories/a/_manifests/tags/-v1/current/link'),
  wrongPath('a tag of 129 characters', `repositories/a/_manifests/tags/${'v'.repeat(129)}/current/link`),
  wrongPath('a repository without a name', 'repositories/_manifests/tags/v1/current/link'),
];
