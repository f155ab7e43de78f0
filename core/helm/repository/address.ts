import { SluiceError } from '../../contract/index.ts';
import type { HelmRepository } from '../../config/index.ts';
import { withoutEndSlashes } from '../../reference/index.ts';

/** Where a repository of charts is. */
export type RepositoryAddress =
  | { readonly kind: 'http'; readonly index: URL; readonly base: URL }
  /** Charts as artifacts of a registry; `name` is host and path. */
  | { readonly kind: 'oci'; readonly name: string };

/**
 * Reads a repository's address. oc-mirror wants it to end with a slash or with `/index.yaml`; here the slash may be
 * left out. Throws HELM_REPOSITORY_URL_INVALID.
 */
export function repositoryAddress({ name, url: text }: HelmRepository): RepositoryAddress {
  const oci = /^oci:\/\/([^\s?#@]+)$/.exec(withoutEndSlashes(text))?.[1];
  if (oci !== undefined) return { kind: 'oci', name: oci };
  const url = URL.parse(text);
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!usable) {
    throw new SluiceError('HELM_REPOSITORY_URL_INVALID', {
      params: { repository: name, url: text.replace(/:\/\/[^/@\s]*@/g, '://***@').slice(0, 200) },
      stage: 'collect',
      affected: [name],
    });
  }
  const index = new URL(url);
  if (!index.pathname.endsWith('/index.yaml')) {
    index.pathname = `${withoutEndSlashes(index.pathname)}/index.yaml`;
  }
  const base = new URL(index);
  base.pathname = index.pathname.slice(0, -'index.yaml'.length);
  return { kind: 'http', index, base };
}

/** The address of a chart as an index gives it, which may be relative to the index; undefined for what is none. */
export function chartAddress(text: string, base: URL): URL | undefined {
  const url = URL.parse(text, base.href);
  if (url === null || !/^(?:https?|oci):$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  // A repository behind a query, as some hosts have it, gives its charts the same one.
  if (url.host === base.host && url.search === '' && !/^[a-z]+:/i.test(text)) url.search = base.search;
  return url;
}
