import { describe, expect, it } from 'vitest';
import type { SluiceError } from '../../../core/contract/index.ts';
import {
  formatDockerReference,
  isRegistryHost,
  isRepositoryPath,
  isTag,
  networkHost,
  parseDockerReference,
  requireTagOrDigest,
  splitRepositoryName,
} from '../../../core/reference/index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as SluiceError).code;
  }
  return 'none';
}

describe('when a reference is completed the way container tools do', () => {
  it.each([
    ['alpine', 'docker.io/library/alpine:latest'],
    ['alpine:3', 'docker.io/library/alpine:3'],
    ['user/app', 'docker.io/user/app:latest'],
    ['docker.io/alpine', 'docker.io/library/alpine:latest'],
    ['index.docker.io/alpine', 'docker.io/library/alpine:latest'],
    ['index.docker.io/user/x:1', 'docker.io/user/x:1'],
    ['localhost/x:1', 'localhost/x:1'],
    ['localhost:5000/x', 'localhost:5000/x:latest'],
    ['src.test/ns/img', 'src.test/ns/img:latest'],
    ['HOST/x:1', 'HOST/x:1'],
    [`quay.io/a/b@${digest}`, `quay.io/a/b@${digest}`],
    [`quay.io/a/b:1@${digest}`, `quay.io/a/b:1@${digest}`],
    ['docker://quay.io/a/b:1', 'quay.io/a/b:1'],
  ])('reads %s as %s', (text, whole) => {
    expect(formatDockerReference(parseDockerReference(text))).toBe(whole);
  });

  it.each([
    ['', 'REFERENCE_EMPTY'],
    ['oci://x', 'REFERENCE_TRANSPORT_UNSUPPORTED'],
    ['a'.repeat(64), 'REFERENCE_NAME_INVALID'],
    ['quay.io/', 'REFERENCE_NAME_INVALID'],
    ['User:1', 'REFERENCE_NAME_INVALID'],
    ['quay.io/a:b:c', 'REFERENCE_NAME_INVALID'],
    ['mirror.test/w:5000/x:1', 'REFERENCE_NAME_INVALID'],
    ['quay.io/a@sha256:1', 'REFERENCE_DIGEST_INVALID'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeOf(() => parseDockerReference(text))).toBe(code);
  });

  it('refuses tag and digest together only where a caller asks for that', () => {
    const both = parseDockerReference(`quay.io/a/b:1@${digest}`);
    expect(codeOf(() => requireTagOrDigest(both))).toBe('REFERENCE_TAG_AND_DIGEST');
    const one = parseDockerReference('quay.io/a/b:1');
    expect(requireTagOrDigest(one)).toBe(one);
  });
});

describe('when a repository name becomes a host and a path', () => {
  it('parts them and completes Docker Hub names', () => {
    expect(splitRepositoryName('quay.io/a/b')).toEqual({ host: 'quay.io', path: 'a/b' });
    expect(splitRepositoryName('localhost:5000/x')).toEqual({ host: 'localhost:5000', path: 'x' });
    expect(splitRepositoryName('ubuntu')).toEqual({ host: 'docker.io', path: 'library/ubuntu' });
    expect(splitRepositoryName('ubi9/ubi')).toEqual({ host: 'docker.io', path: 'ubi9/ubi' });
  });

  it('refuses a name with a tag', () => {
    expect(codeOf(() => splitRepositoryName('quay.io/a:1'))).toBe('REFERENCE_NAME_INVALID');
  });

  it('knows where Docker Hub answers', () => {
    expect(networkHost('docker.io')).toBe('registry-1.docker.io');
    expect(networkHost('index.docker.io')).toBe('registry-1.docker.io');
    expect(networkHost('quay.io')).toBe('quay.io');
  });
});

describe('when names are checked against the distribution grammar', () => {
  it.each(['a', 'a/b', 'a.b_c__d-e--f/g', '0/1', 'openshift-release-dev/ocp-v4.0-art-dev'])(
    'accepts the path %s',
    (path) => expect(isRepositoryPath(path)).toBe(true),
  );

  it.each(['', '/', 'a/', '/a', 'a//b', 'A', 'a..b', 'a___b', '-a', 'a-', 'a._b', 'a b', 'ä', '..', 'a\n'])(
    'refuses the path %j',
    (path) => expect(isRepositoryPath(path)).toBe(false),
  );

  it('knows tags', () => {
    expect(['v1', '_x', 'A.b-c_d', 'x'.repeat(128)].every(isTag)).toBe(true);
    expect(['', '.x', '-x', 'a/b', 'a:b', 'x'.repeat(129), 'a\n'].some(isTag)).toBe(false);
  });

  it('knows hosts', () => {
    expect(['a', 'a.b', '10.0.0.1:5000', '[::1]', '[::1]:443'].every(isRegistryHost)).toBe(true);
    expect(
      ['', '-a', 'a-', 'a..b', 'a:', 'a:0', 'a:65536', 'a/b', 'a@b', '::1', 'a\n'].some(isRegistryHost),
    ).toBe(false);
  });
});
