import { SluiceError, type Finding } from '../contract/index.ts';
import type { Descriptor, ImageRecord } from '../image/index.ts';
import type { Digest, Layout } from '../reference/index.ts';
import { checkSignature, releaseLabel, type FoundSignature } from './check-signature.ts';
import type { PayloadAnswer, ReleaseInputs } from './inputs.ts';
import type { ReleaseKeys } from './keys.ts';
import type { PlatformSelection } from './platform.ts';
import { parseImageReferences, parseKubeVirtImages } from './release-content.ts';
import { releaseRecords } from './release-records.ts';
import { bootImagesIn, imageReferencesIn, releaseFolder, signatureFile } from './set-files.ts';
import type { SelectedRelease } from './targets.ts';

/** A file of a set's working directory; `name` starts with `working-dir/`. */
export interface WorkingFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What is known of a collected release. */
export interface ReleaseFacts {
  readonly version: string;
  /** The signed tag; the digest's hexadecimal part when the signature was ignored. */
  readonly tag: string;
  readonly digest: Digest;
  readonly repository: string;
  readonly architecture: string;
  readonly channels: readonly string[];
  readonly signature:
    | {
        readonly status: 'verified';
        readonly keyId: string;
        readonly fingerprint: string;
        /** The working-dir file that holds it. */
        readonly file: string;
        readonly bytes: Buffer;
      }
    | { readonly status: 'ignored' };
  /** Whether the content list came out of the verified payload or from a copy beside it. */
  readonly contentFrom: 'payload' | 'file';
}

export interface CollectedRelease {
  readonly facts: ReleaseFacts;
  readonly records: readonly ImageRecord[];
  readonly files: readonly WorkingFile[];
  readonly findings: readonly Finding[];
}

export interface ReleaseContext {
  readonly platform: PlatformSelection;
  readonly inputs: ReleaseInputs;
  readonly keys: ReleaseKeys;
  readonly layout: Layout;
  readonly now: Date;
  readonly ignoreSignature: boolean;
  readonly onLayer?: ((layer: Descriptor, bytes: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Signature, content list and names of one release. Throws a SluiceError that names the release. */
export async function collectRelease(
  context: ReleaseContext,
  release: SelectedRelease,
): Promise<CollectedRelease> {
  const { platform, inputs, signal } = context;
  const label = releaseLabel(release);
  const { digest, repository } = release.payload;
  // oc-mirror-v2.md 5.7 step 1: only a release that the configuration names itself may go unchecked.
  const ignored = context.ignoreSignature && release.version === undefined;
  const signature = ignored ? undefined : await checkSignature(context, release);
  const name = { repository: signature?.repository ?? repository, tag: signature?.tag };
  const payload = await inputs.payloadFiles({
    repositories: [...new Set([name.repository, repository])],
    digest,
    tag: name.tag,
    release: label,
    platform: platform.platforms?.[0],
    bootImages: platform.kubeVirtContainer === true,
    onLayer: context.onLayer,
    signal,
  });
  const version = release.version ?? versionOfTag(name.tag ?? release.tag) ?? digest;
  const records = releaseRecords({
    version,
    name,
    digest,
    repository: payload.repository,
    components: parseImageReferences(payload.imageReferences, label),
    kubeVirt:
      platform.kubeVirtContainer === true ? parseKubeVirtImages(payload.bootImages, platform, label) : [],
    platforms: platform.platforms ?? [],
    layout: context.layout,
  });
  const tag = records.at(-1)?.release?.tag ?? '';
  const files = workingFiles(context, name, digest, payload, signature);
  return {
    facts: {
      version,
      tag,
      digest,
      repository: name.repository,
      architecture: release.architecture,
      channels: release.channels,
      signature: signatureFacts(signature, digest, context.layout),
      contentFrom: payload.from,
    },
    records,
    files,
    // Where the published repository was out of reach, its tag is as well.
    findings: payload.repository === name.repository ? await movedTag(context, label, name, digest) : [],
  };
}

function versionOfTag(tag: string | undefined): string | undefined {
  return tag?.replace(/-(?:multi-)?(?:x86_64|aarch64|ppc64le|s390x|multi)$/, '');
}

function signatureFacts(
  signature: FoundSignature | undefined,
  digest: Digest,
  layout: Layout,
): ReleaseFacts['signature'] {
  if (signature === undefined) return { status: 'ignored' };
  const { keyId, fingerprint, bytes, tag } = signature;
  const file = `working-dir/${signatureFile(digest, tag, layout)}`;
  return { status: 'verified', keyId, fingerprint, file, bytes };
}

function workingFiles(
  context: ReleaseContext,
  name: { readonly repository: string; readonly tag: string | undefined },
  digest: Digest,
  payload: PayloadAnswer,
  signature: FoundSignature | undefined,
): readonly WorkingFile[] {
  const folder = `working-dir/${releaseFolder(name.repository, digest, name.tag)}`;
  const facts = signatureFacts(signature, digest, context.layout);
  return [
    ...(facts.status === 'verified' ? [{ name: facts.file, bytes: facts.bytes }] : []),
    { name: imageReferencesIn(folder), bytes: payload.imageReferences },
    ...(payload.bootImages === undefined ? [] : [{ name: bootImagesIn(folder), bytes: payload.bootImages }]),
  ];
}

/**
 * oc-mirror pulls by tag and so mirrors whatever the tag points at now (peer-lab.md 5). Sluice reads the
 * signed digest; a tag that points elsewhere is still worth a warning.
 */
async function movedTag(
  context: ReleaseContext,
  release: string,
  name: { readonly repository: string; readonly tag: string | undefined },
  digest: Digest,
): Promise<readonly Finding[]> {
  if (name.tag === undefined) return [];
  let current: Digest | undefined;
  try {
    current = await context.inputs.resolveTag(name.repository, name.tag, context.signal);
  } catch (error) {
    if (!(error instanceof SluiceError) || context.signal?.aborted === true) throw error;
  }
  if (current === undefined || current === digest) return [];
  return [
    {
      level: 'warning',
      code: 'RELEASE_TAG_MOVED',
      params: { release, reference: `${name.repository}:${name.tag}`, current, digest },
      affected: [release],
    },
  ];
}
