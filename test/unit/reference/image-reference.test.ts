import { describe, expect, it } from 'vitest';
import type { SluiceError } from '../../../core/contract/index.ts';
import {
  componentName,
  formatImageReference,
  isByDigest,
  isByDigestOnly,
  isByTagAndDigest,
  parseDigest,
  parseImageReference,
  withDigest,
  withTag,
} from '../../../core/reference/index.ts';

const hex = '61b8f5e1a3b5dbd9e2c35fd448dc5106337d7a299873dd3a6f0cd8d4891ecc27';
const digest = `sha256:${hex}`;

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as SluiceError).code;
  }
  return 'none';
}

describe('when a reference is read the way oc-mirror reads it', () => {
  it('parts host, path and tag', () => {
    expect(parseImageReference('registry.redhat.io/redhat/redhat-operator-index:v4.18')).toEqual({
      transport: 'docker',
      text: 'registry.redhat.io/redhat/redhat-operator-index:v4.18',
      name: 'registry.redhat.io/redhat/redhat-operator-index',
      domain: 'registry.redhat.io',
      path: 'redhat/redhat-operator-index',
      tag: 'v4.18',
    });
  });

  it('takes docker:// off and puts it back', () => {
    const reference = parseImageReference('docker://quay.io/fedora/fedora:latest');
    expect(reference.text).toBe('quay.io/fedora/fedora:latest');
    expect(formatImageReference(reference)).toBe('docker://quay.io/fedora/fedora:latest');
  });

  it('does not take a port for a tag', () => {
    const reference = parseImageReference(`host:5000/x@${digest}`);
    expect(reference).toMatchObject({ domain: 'host:5000', path: 'x', digest });
    expect(reference.tag).toBeUndefined();
    expect(parseImageReference('host:5000/x:1').tag).toBe('1');
    expect(parseImageReference('[2001:db8::1]:5000/x:1').domain).toBe('[2001:db8::1]:5000');
  });

  it('takes the only colon of a single name for a tag', () => {
    expect(parseImageReference('abcde:latest')).toMatchObject({ domain: '', path: 'abcde', tag: 'latest' });
  });

  it('keeps both tag and digest', () => {
    const reference = parseImageReference(`gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1@${digest}`);
    expect(reference).toMatchObject({ tag: 'v0.13.1', digest, name: 'gcr.io/kubebuilder/kube-rbac-proxy' });
  });

  it('completes no Docker Hub name', () => {
    expect(parseImageReference('ubi9/ubi:1')).toMatchObject({ domain: 'ubi9', path: 'ubi' });
  });

  it('reads the path of a layout directory as it stands, tag or not', () => {
    expect(parseImageReference('oci:///images/My_App:1')).toEqual({
      transport: 'oci',
      text: '/images/My_App:1',
      name: '/images/My_App:1',
      domain: '',
      path: '/images/My_App:1',
    });
    expect(parseImageReference(`oci:///images/app@${digest}`)).toMatchObject({ path: '/images/app', digest });
  });
});

describe('when a reference is wrong', () => {
  it.each([
    ['registry.redhat.io/rhel8/support-tools', 'REFERENCE_WITHOUT_TAG'],
    ['', 'REFERENCE_EMPTY'],
    ['oci://', 'REFERENCE_EMPTY'],
    [':tag', 'REFERENCE_EMPTY'],
    ['https://quay.io/a/b:1', 'REFERENCE_TRANSPORT_UNSUPPORTED'],
    ['docker://oci://a/b:1', 'REFERENCE_TRANSPORT_UNSUPPORTED'],
    ['dir:///x', 'REFERENCE_TRANSPORT_UNSUPPORTED'],
    ['quay.io/a/b@sha256:abc', 'REFERENCE_DIGEST_INVALID'],
    [`quay.io/a/b@sha256:${hex.toUpperCase()}`, 'REFERENCE_DIGEST_INVALID'],
    [`quay.io/a/b@md5:${hex.slice(0, 32)}`, 'REFERENCE_DIGEST_INVALID'],
    [`quay.io/a/b@${digest}@${digest}`, 'REFERENCE_DIGEST_INVALID'],
    ['quay.io/a/b@sha256:../../etc/passwd', 'REFERENCE_DIGEST_INVALID'],
    ['quay.io/a/b:', 'REFERENCE_TAG_INVALID'],
    ['quay.io/a/b:-x', 'REFERENCE_TAG_INVALID'],
    [`quay.io/a/b:${'x'.repeat(129)}`, 'REFERENCE_TAG_INVALID'],
    ['quay.io/a/b:1 ', 'REFERENCE_TAG_INVALID'],
    ['quay.io/A/b:1', 'REFERENCE_NAME_INVALID'],
    ['quay.io/a//b:1', 'REFERENCE_NAME_INVALID'],
    ['quay.io/../b:1', 'REFERENCE_NAME_INVALID'],
    ['quay.io/:1', 'REFERENCE_NAME_INVALID'],
    ['bad_host/b:1', 'REFERENCE_HOST_INVALID'],
    ['/a/b:1', 'REFERENCE_HOST_INVALID'],
    ['host:99999/b:1', 'REFERENCE_HOST_INVALID'],
    ['host:/b:1', 'REFERENCE_HOST_INVALID'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeOf(() => parseImageReference(text))).toBe(code);
  });

  it('cuts what it shows, and shows no password', () => {
    try {
      parseImageReference(`https://user:secret@quay.io/${'a'.repeat(5000)}`);
      expect.unreachable();
    } catch (error) {
      const shown = JSON.stringify((error as SluiceError).params);
      expect(shown).not.toContain('secret');
      expect(shown.length).toBeLessThan(500);
    }
  });

  it('answers at once for a name made to slow a parser down', () => {
    expect(codeOf(() => parseImageReference(`quay.io/${'a-'.repeat(50_000)}:1`))).toBe(
      'REFERENCE_NAME_INVALID',
    );
  });
});

describe('when a tag or a digest is set', () => {
  it('changes the tag even where its text occurs in the path too', () => {
    const changed = withTag(parseImageReference('quay.io/v1/app-v1:v1'), 'v2');
    expect(changed.text).toBe('quay.io/v1/app-v1:v2');
    expect(changed.tag).toBe('v2');
  });

  it('gives a tag to an image that has only a digest', () => {
    expect(withTag(parseImageReference(`host:5000/x@${digest}`), 'a').text).toBe(`host:5000/x:a@${digest}`);
  });

  it('leaves the text of a layout directory alone', () => {
    expect(withTag(parseImageReference('oci:///x/y'), 'v1')).toMatchObject({ text: '/x/y', tag: 'v1' });
  });

  it('refuses a tag that is none', () => {
    expect(codeOf(() => withTag(parseImageReference('quay.io/a:1'), 'a/b'))).toBe('REFERENCE_TAG_INVALID');
  });

  it('pins a tag to a digest', () => {
    const pinned = withDigest(parseImageReference('quay.io/a:1'), parseDigest(digest));
    expect(pinned.text).toBe(`quay.io/a:1@${digest}`);
    expect(parseImageReference(pinned.text)).toEqual(pinned);
  });
});

describe('when a reference is asked what it is', () => {
  const byTag = parseImageReference('host:5000/a/b:1');
  const byDigest = parseImageReference(`host:5000/a/b@${digest}`);
  const byBoth = parseImageReference(`host:5000/a/b:1@${digest}`);

  it('tells tag, digest and both apart, port or no port', () => {
    expect([byTag, byDigest, byBoth].map((one) => isByDigest(one))).toEqual([false, true, true]);
    expect([byTag, byDigest, byBoth].map((one) => isByDigestOnly(one))).toEqual([false, true, false]);
    expect([byTag, byDigest, byBoth].map((one) => isByTagAndDigest(one))).toEqual([false, false, true]);
  });

  it('names the last element of its path', () => {
    expect(componentName(byTag)).toBe('b');
    expect(componentName(parseImageReference('oci:///x/catalog-on-disk3/'))).toBe('catalog-on-disk3');
  });
});
