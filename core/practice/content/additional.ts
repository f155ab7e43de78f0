import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Digest } from '../../reference/index.ts';
import { digestHex } from '../../reference/index.ts';
import { ociImage } from '../store/manifest-document.ts';
import { architectures } from './bundle.ts';
import type { BuiltManifest, ContentBuilder } from './builder.ts';

/** The sample images outside releases and catalogues, each for one case that clients get wrong. */
export interface AdditionalImages {
  /** References as an ImageSetConfiguration names them. */
  readonly references: readonly string[];
  readonly digests: Readonly<Record<string, Digest>>;
  /** PEM, checks the cosign signature of `quay.io/practice/signed:1.0`. */
  readonly cosignPublicKey: string;
}

const ubi8 = 'registry.redhat.io/ubi8/ubi';
const ubi9 = 'registry.access.redhat.com/ubi9/ubi';
const practice = 'quay.io/practice';

export function buildAdditional(builder: ContentBuilder, seed: string, unit: number): AdditionalImages {
  const single = builder.image({
    repository: ubi8,
    tag: 'latest',
    layers: [builder.layer('rhel8-base', 6 * unit), builder.layer('ubi8', unit)],
  });
  const multi = builder.imageIndex({
    repository: `${practice}/multi`,
    tag: '1.0',
    children: bothArchitectures(builder, `${practice}/multi`, 'multi', unit),
  });
  const baseIndex = builder.imageIndex({
    repository: ubi9,
    tag: 'latest',
    children: bothArchitectures(builder, ubi9, 'ubi9', unit),
  });
  const zstd = builder.image({
    repository: `${practice}/zstd`,
    tag: '1.0',
    format: 'oci',
    layers: [builder.files([{ path: 'opt/practice/zstd.txt', content: 'a layer in zstd\n' }], 'zstd')],
  });
  const byDigest = builder.image({
    repository: `${practice}/bydigest`,
    format: 'oci',
    layers: [builder.layer('bydigest', unit)],
  });
  const attested = buildAttested(builder, unit);
  const { signed, publicKey } = buildSigned(builder, seed, unit);
  const digests = {
    [`${ubi8}:latest`]: single.digest,
    [`${practice}/multi:1.0`]: multi.digest,
    [`${practice}/oci-index:2.0`]: attested.digest,
    [`${practice}/signed:1.0`]: signed.digest,
    [`${practice}/zstd:1.0`]: zstd.digest,
    [`${practice}/bydigest@${byDigest.digest}`]: byDigest.digest,
  };
  return {
    references: Object.keys(digests),
    digests: { ...digests, [`${ubi9}:latest`]: baseIndex.digest },
    cosignPublicKey: publicKey,
  };
}

interface Child {
  readonly architecture: string;
  readonly image: BuiltManifest;
}

function bothArchitectures(
  builder: ContentBuilder,
  repository: string,
  name: string,
  unit: number,
): readonly Child[] {
  return architectures.map((architecture) => ({
    architecture,
    image: builder.image({
      repository,
      architecture,
      layers: [builder.layer(`${name}-${architecture}`, 1.5 * unit)],
    }),
  }));
}

/** An OCI index as build tools write it: an image, and an attestation under the platform unknown/unknown. */
function buildAttested(builder: ContentBuilder, unit: number): BuiltManifest {
  const repository = `${practice}/oci-index`;
  const image = builder.image({ repository, format: 'oci', layers: [builder.layer('oci-index', unit)] });
  const statement = builder.blob(
    repository,
    Buffer.from(
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v0.1',
        predicateType: 'https://slsa.dev/provenance/v0.2',
        subject: [{ name: 'pkg:docker/practice/oci-index@2.0', digest: { sha256: digestHex(image.digest) } }],
        predicate: { builder: { id: 'practice' } },
      }),
    ),
  );
  const config = builder.blob(
    repository,
    Buffer.from(
      JSON.stringify({
        architecture: 'unknown',
        os: 'unknown',
        config: {},
        rootfs: { type: 'layers', diff_ids: [statement.digest] },
      }),
    ),
  );
  const attestation = builder.manifest(repository, {
    schemaVersion: 2,
    mediaType: ociImage,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: config.digest,
      size: config.size,
    },
    layers: [
      {
        mediaType: 'application/vnd.in-toto+json',
        digest: statement.digest,
        size: statement.size,
        annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
      },
    ],
  });
  return builder.imageIndex({
    repository,
    tag: '2.0',
    format: 'oci',
    children: [
      { architecture: 'amd64', image },
      {
        architecture: 'unknown',
        os: 'unknown',
        image: attestation,
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': image.digest,
        },
      },
    ],
  });
}

/** An image with a cosign signature under its `.sig` tag and an SBOM that refers to it (registry-client.md S1, S2). */
function buildSigned(
  builder: ContentBuilder,
  seed: string,
  unit: number,
): { readonly signed: BuiltManifest; readonly publicKey: string } {
  const repository = `${practice}/signed`;
  const signed = builder.image({
    repository,
    tag: '1.0',
    format: 'oci',
    layers: [builder.layer('signed', unit)],
  });
  const payload = Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': repository },
        image: { 'docker-manifest-digest': signed.digest },
        type: 'cosign container image signature',
      },
      optional: null,
    }),
  );
  const key = cosignKey(seed);
  const layer = builder.blob(repository, payload);
  const config = builder.blob(repository, Buffer.from('{}'));
  builder.manifest(
    repository,
    {
      schemaVersion: 2,
      mediaType: ociImage,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: config.digest,
        size: config.size,
      },
      layers: [
        {
          mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
          digest: layer.digest,
          size: layer.size,
          annotations: { 'dev.cosignproject.cosign/signature': sign(null, payload, key).toString('base64') },
        },
      ],
    },
    `sha256-${digestHex(signed.digest)}.sig`,
  );
  const sbom = builder.blob(repository, Buffer.from('{"spdxVersion":"SPDX-2.3","name":"practice"}'));
  builder.manifest(repository, {
    schemaVersion: 2,
    mediaType: ociImage,
    artifactType: 'application/spdx+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: config.digest, size: config.size },
    layers: [{ mediaType: 'application/spdx+json', digest: sbom.digest, size: sbom.size }],
    subject: { mediaType: signed.mediaType, digest: signed.digest, size: signed.size },
  });
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { signed, publicKey };
}

/** Ed25519, because its signatures do not vary; made from the seed, so worthless outside practice. */
function cosignKey(seed: string): ReturnType<typeof createPrivateKey> {
  // RFC 8410: the PKCS #8 frame of a 32-byte Ed25519 key.
  const frame = Buffer.from('302e020100300506032b657004220420', 'hex');
  const secret = createHash('sha256').update(`${seed}/cosign`).digest();
  return createPrivateKey({ key: Buffer.concat([frame, secret]), format: 'der', type: 'pkcs8' });
}
