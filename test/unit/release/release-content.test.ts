import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../core/reference/index.ts';
import {
  parseImageReferences,
  parseKubeVirtImages,
  type PlatformSelection,
} from '../../../core/release/index.ts';

const art = 'quay.io/openshift-release-dev/ocp-v4.0-art-dev';
const image = (name: string): string => `${art}@${digestOf(name)}`;
const stream = (tags: readonly object[]): Buffer =>
  Buffer.from(JSON.stringify({ kind: 'ImageStream', spec: { tags } }));

describe('when a release lists its components', () => {
  it('gives them in order, whatever their kind', () => {
    const bytes = stream([
      { name: 'etcd', from: { kind: 'DockerImage', name: image('etcd') } },
      { name: 'cli', from: { kind: 'Other', name: image('cli') }, annotations: { a: 'b' } },
    ]);
    expect(parseImageReferences(bytes, '4.15.0').map(({ name, image: { text } }) => [name, text])).toEqual([
      ['etcd', image('etcd')],
      ['cli', image('cli')],
    ]);
  });

  it.each([
    `${art}:latest`,
    'etcd',
    '',
    `oci:///etc@${digestOf('x')}`,
    `${art}@sha256:abc`,
    `etcd@${digestOf('x')}`,
  ])('refuses the component image %j and names release and component', (name) => {
    expect(() => parseImageReferences(stream([{ name: 'etcd', from: { name } }]), '4.15.0')).toThrow(
      expect.objectContaining({
        code: 'RELEASE_COMPONENT_INVALID',
        params: { release: '4.15.0', component: 'etcd', reference: name },
      }),
    );
  });

  it.each([
    ['no JSON', Buffer.from('<html>')],
    ['no tags', Buffer.from('{"spec":{}}')],
    ['a key given twice', Buffer.from('{"spec":{"tags":[]},"spec":{"tags":[]}}')],
    ['bytes that are not UTF-8', Buffer.from([0xff])],
    ['a tag without a name', stream([{ name: '', from: { name: image('x') } }])],
  ])('refuses %s', (_what, bytes) => {
    expect(() => parseImageReferences(bytes, '4.15.0')).toThrow(
      expect.objectContaining({ code: 'RELEASE_CONTENT_INVALID', affected: ['4.15.0'] }),
    );
  });
});

describe('when a release names its KubeVirt boot images', () => {
  const bootImages = (architectures: Readonly<Record<string, unknown>>): Buffer =>
    Buffer.from(
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  stream: |\n    ${JSON.stringify({ architectures })}\n`,
    );
  const kubevirt = (name: string): object => ({ images: { kubevirt: { 'digest-ref': image(name) } } });
  const both = bootImages({ x86_64: kubevirt('x86'), s390x: kubevirt('z'), aarch64: {} });
  const names = (platform: PlatformSelection, bytes: Buffer = both): (string | undefined)[] =>
    parseKubeVirtImages(bytes, platform, '4.15.0').map(({ architecture }) => architecture);
  const linux = (...architectures: string[]): PlatformSelection => ({
    platforms: architectures.map((architecture) => ({ os: 'linux', architecture })),
  });

  it.each<[string, PlatformSelection, readonly (string | undefined)[]]>([
    ['nothing', {}, [undefined]],
    ['amd64', { architectures: ['amd64'] }, [undefined]],
    ['s390x', { architectures: ['s390x'] }, [undefined]],
    ['amd64 and s390x', { architectures: ['amd64', 's390x'] }, ['x86_64', 's390x']],
    ['multi', { architectures: ['multi'] }, ['x86_64', 's390x']],
    ['arm64, which has none', { architectures: ['arm64'] }, [undefined]],
    ['the platform amd64', linux('amd64'), [undefined]],
    ['the platforms amd64 and s390x', linux('amd64', 's390x'), ['x86_64', 's390x']],
    ['only a platform without one', linux('arm64'), ['x86_64', 's390x']],
  ])('for %s', (_what, platform, expected) => expect(names(platform)).toEqual(expected));

  it('skips an architecture that the release does not have', () => {
    expect(names({ architectures: ['multi'] }, bootImages({ s390x: kubevirt('z') }))).toEqual(['s390x']);
  });

  it.each([
    ['has none', bootImages({ x86_64: { images: {} } })],
    ['has no such file', undefined],
  ])('says when the release %s', (_what, bytes) => {
    expect(() => parseKubeVirtImages(bytes, {}, '4.15.0')).toThrow(
      expect.objectContaining({
        code: 'RELEASE_KUBEVIRT_ABSENT',
        params: { release: '4.15.0', architectures: 'x86_64' },
      }),
    );
  });

  it.each([
    ['no stream', Buffer.from('data: {}')],
    ['broken JSON inside', Buffer.from('data: {stream: "{"}')],
    [
      'an alias bomb',
      Buffer.from(
        `a: &a [x,x]\n${'bcdefgh'
          .split('')
          .map((key, at) => `${key}: &${key} [${`*${'abcdefg'[at]},`.repeat(9)}]`)
          .join('\n')}\ndata: *h`,
      ),
    ],
    ['no YAML', Buffer.from('\t:\n\t- [')],
  ])('refuses %s', (_what, bytes) => {
    expect(() => parseKubeVirtImages(bytes, {}, '4.15.0')).toThrow(
      expect.objectContaining({ code: 'RELEASE_CONTENT_INVALID' }),
    );
  });
});
