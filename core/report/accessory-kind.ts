import type { AccessoryKind } from './model.ts';

/**
 * What a referrer is: by cosign's tag (`sha256-<hex>.sig`, `.att`, `.sbom`), else by its artifact type (OCI image
 * specification 1.1, guidelines for artifacts).
 */
export function accessoryKind(tag: string | undefined, artifactType: string | undefined): AccessoryKind {
  const suffix = /^sha\d{3}-[0-9a-f]{64,128}\.(sig|att|sbom)$/.exec(tag ?? '')?.[1];
  if (suffix === 'sig') return 'signature';
  if (suffix === 'att') return 'attestation';
  if (suffix === 'sbom') return 'sbom';
  const type = artifactType?.toLowerCase() ?? '';
  if (/cyclonedx|spdx|syft|sbom/.test(type)) return 'sbom';
  if (/in-?toto|attestation|slsa|dsse/.test(type)) return 'attestation';
  return /sign|sigstore|cosign|notary/.test(type) ? 'signature' : 'referrer';
}
