import type { Finding } from '../../contract/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { Proxy } from '../proxy/index.ts';

export type PullFromMirror = 'all' | 'digest-only' | 'tag-only';

/** One `[[registry.mirror]]`. */
export interface MirrorRule {
  readonly location: string;
  readonly insecure: boolean;
  readonly pullFromMirror: PullFromMirror;
  readonly proxy?: Proxy;
}

/** One `[[registry]]` table after checking: the prefix is filled in, trailing slashes are gone. */
export interface RegistryRule {
  readonly prefix: string;
  /** Empty only under a wildcard prefix: settings apply, nothing is rewritten. */
  readonly location: string;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrorByDigestOnly: boolean;
  readonly mirrors: readonly MirrorRule[];
  readonly proxy?: Proxy;
  /** The file the table came from. */
  readonly file: string;
}

/** What one file says; `undefined` lists were not given, which differs from given and empty. */
export interface RegistriesConfFile {
  readonly file: string;
  readonly rules: readonly RegistryRule[];
  readonly searchRegistries: readonly string[] | undefined;
  readonly credentialHelpers: readonly string[] | undefined;
  readonly findings: readonly Finding[];
}

/** The configuration in force: all files merged. */
export interface RegistriesConf {
  /** Sorted by prefix; each prefix once. */
  readonly rules: readonly RegistryRule[];
  readonly searchRegistries: readonly string[];
  /** Never empty; `containers-auth.json` stands for the auth files (registry-client.md C11). */
  readonly credentialHelpers: readonly string[];
  /** Files read, in the order read. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

export const authFilesHelper = 'containers-auth.json';

/** The configuration of a host without any registries.conf. */
export const emptyRegistriesConf: RegistriesConf = {
  rules: [],
  searchRegistries: [],
  credentialHelpers: [authFilesHelper],
  files: [],
  findings: [],
};

/** What is asked of an endpoint. A tag beside a digest is kept for naming only (registry-client.md R5). */
export type EndpointReference =
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'digest'; readonly digest: Digest; readonly tag?: string };

/** One place to ask for an image, in the order to be asked. */
export interface Endpoint {
  /** As the user sees it (`docker.io`): the key for credentials and certs.d. See `networkHost` for connecting. */
  readonly host: string;
  readonly repository: string;
  readonly reference: EndpointReference;
  readonly kind: 'mirror' | 'primary';
  /** `oc-mirror`: the place where oc-mirror keeps releases at the same host; tried after the literal one. */
  readonly layout: 'literal' | 'oc-mirror';
  /** True when host or repository differ from what was asked for. */
  readonly rewritten: boolean;
  /** https without verification, then http. Of this endpoint only, never inherited. */
  readonly insecure: boolean;
  /** Must not be contacted; a request for it is refused before any network access. */
  readonly blocked: boolean;
  readonly proxy?: Proxy;
  /** Of mirrors: for which references it serves. */
  readonly pullFromMirror?: PullFromMirror;
  /** The rule that led here; absent when none matched. */
  readonly rule?: { readonly file: string; readonly prefix: string; readonly location: string };
}
