import { describe, expect, it } from 'vitest';
import { ociPurl, repositoryOf, tagOf } from '../../../core/report/purl.ts';
import { digestFor } from '../../support/report-samples.ts';

const digest = digestFor('x');

describe('the package URL of an image', () => {
  it('has the last part as its name, the digest as its version, the rest as qualifiers', () => {
    expect(
      ociPurl({ repository: 'quay.io/openshift-release-dev/ocp-release', digest, tag: '4.15.0-x86_64' }),
    ).toBe(
      `pkg:oci/ocp-release@${digest}?repository_url=quay.io%2Fopenshift-release-dev%2Focp-release&tag=4.15.0-x86_64`,
    );
  });

  it('keeps colons, encodes all else that is no letter, digit or mark, and is in lower case', () => {
    expect(ociPurl({ repository: 'Host:5000/a b/N&m(e)', digest })).toBe(
      `pkg:oci/n%26m%28e%29@${digest}?repository_url=Host:5000%2Fa%20b%2FN%26m%28e%29`,
    );
  });

  it('names Docker Hub where a name has no host', () => {
    expect(ociPurl({ repository: 'busybox', digest })).toContain(
      'repository_url=docker.io%2Flibrary%2Fbusybox',
    );
    expect(ociPurl({ repository: 'bitnami/nginx', digest })).toContain('docker.io%2Fbitnami%2Fnginx');
  });

  it.each([
    ['quay.io/a/b:1.0', 'quay.io/a/b'],
    ['host:5000/a/b', 'host:5000/a/b'],
    [`host:5000/a/b:1@${digest}`, 'host:5000/a/b'],
    ['docker://quay.io/a/b', 'quay.io/a/b'],
  ])('takes tag and digest off %s', (reference, repository) => {
    expect(repositoryOf(reference)).toBe(repository);
  });

  it.each([
    ['quay.io/a/b:1.0', '1.0'],
    ['host:5000/a/b', undefined],
    [`host:5000/a/b:1@${digest}`, '1'],
    [`quay.io/a/b@${digest}`, undefined],
  ])('finds the tag of %s', (reference, tag) => {
    expect(tagOf(reference)).toBe(tag);
  });
});
