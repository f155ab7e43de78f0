import { z } from 'zod';
import { parseJsonStrict, type RepositoryName } from '../image/index.ts';
import { parseImageReference } from '../reference/index.ts';
import type { Refuse, SignatureExpectation } from './signature.ts';
import { readVersion } from './version.ts';

// The "atomic container signature" of containers/image.
const contentSchema = z.object({
  critical: z.object({
    type: z.literal('atomic container signature'),
    image: z.object({ 'docker-manifest-digest': z.string() }),
    identity: z.object({ 'docker-reference': z.string() }),
  }),
});

/** The name that a signed text gives to the expected digest; refuses a text that speaks of anything else. */
export function readSignedContent(
  content: Uint8Array,
  expected: Pick<SignatureExpectation, 'digest' | 'repositories' | 'version' | 'tag'>,
  refuse: Refuse,
): { readonly repository: RepositoryName; readonly tag: string; readonly reference: string } {
  const { critical } = parseContent(content, refuse);
  const signedDigest = critical.image['docker-manifest-digest'];
  if (signedDigest !== expected.digest) {
    throw refuse('RELEASE_SIGNATURE_OTHER_DIGEST', { signed: signedDigest.slice(0, 200) });
  }
  const { repository, tag, reference } = parseName(critical.identity['docker-reference'], refuse);
  if (!expected.repositories.includes(repository)) {
    throw refuse('RELEASE_SIGNATURE_OTHER_REPOSITORY', {
      signed: repository,
      expected: expected.repositories.join(', '),
    });
  }
  const asked = expected.tag === undefined || expected.tag === tag;
  if (!asked || !namesVersion(tag, expected.version)) {
    throw refuse('RELEASE_SIGNATURE_OTHER_RELEASE', { signed: reference });
  }
  return { repository, tag, reference };
}

function parseContent(content: Uint8Array, refuse: Refuse): z.infer<typeof contentSchema> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return contentSchema.parse(parseJsonStrict(text, { what: 'signature' }));
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_CONTENT_INVALID', {}, error);
  }
}

function parseName(
  name: string,
  refuse: Refuse,
): { readonly repository: RepositoryName; readonly tag: string; readonly reference: string } {
  let parsed;
  try {
    parsed = parseImageReference(name);
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_CONTENT_INVALID', {}, error);
  }
  const { tag, domain } = parsed;
  if (parsed.transport !== 'docker' || tag === undefined || parsed.digest !== undefined || domain === '') {
    throw refuse('RELEASE_SIGNATURE_CONTENT_INVALID');
  }
  return { repository: parsed.name, tag, reference: `${parsed.name}:${tag}` };
}

/** OCP tags are `<version>-<architecture>`, OKD tags the version itself. A pre-release has a dot there, an architecture none. */
function namesVersion(tag: string, version: string | undefined): boolean {
  if (version === undefined || readVersion(version) === undefined) return true;
  const withoutBuild = version.replace(/\+.*$/, '');
  return (
    tag === withoutBuild ||
    (tag.startsWith(`${withoutBuild}-`) && !tag.slice(withoutBuild.length).includes('.'))
  );
}
