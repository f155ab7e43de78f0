import { describe, expect, it } from 'vitest';
import { parseDigest } from '../../../core/reference/index.ts';
import {
  type Endpoint,
  formatEndpoint,
  loadRegistriesConf,
  type RegistriesConf,
  resolveEndpoints,
} from '../../../core/registry/registries-conf/index.ts';
import { pretendedEnvironment, rootedHost } from '../../support/registry-rooted-fs.ts';

// registry-client.md 2.3: the 31 worked examples, in their order.

const D = parseDigest(`sha256:${'a'.repeat(64)}`);
const user = '/home/op/.config/containers/registries.conf';

async function confOf(
  files: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<RegistriesConf> {
  return await loadRegistriesConf({ fs: rootedHost(files).fs, environment: pretendedEnvironment(variables) });
}

/** One `[[registry]]`: `prefix -> location` (or one name for both), settings, then mirrors with theirs. */
function table(head: string, settings = '', ...mirrors: readonly string[]): string {
  const [prefix = '', location = prefix] = head.split(' -> ');
  const lines = [
    `[[registry]]`,
    `prefix = "${prefix}"`,
    ...(location === '' ? [] : [`location = "${location}"`]),
    settings,
  ];
  for (const mirror of mirrors) {
    const [at = '', ...rest] = mirror.split(' ');
    lines.push('[[registry.mirror]]', `location = "${at}"`, rest.join(' '));
  }
  return `${lines.join('\n')}\n`;
}

/** An endpoint as the examples write it. */
function shown(endpoint: Endpoint): string {
  const marks = [endpoint.insecure && 'https, then http', endpoint.blocked && 'refused'].filter(Boolean);
  return marks.length === 0 ? formatEndpoint(endpoint) : `${formatEndpoint(endpoint)} (${marks.join(', ')})`;
}

const foo = table(
  'src.test/foo -> internal.test/bar',
  '',
  'm0.test/mirror-for-foo',
  'm1.test/mirrors/foo insecure = true',
);
const layers =
  table('src.test -> host-wide.test', '', 'hw-mirror.test') +
  table('src.test/team -> team.test') +
  table('src.test/team/app -> app.test/only');
const art = table('quay.test/ocp/art', 'mirror-by-digest-only = true', 'mirror.test:8443/openshift/release');
const mixed = table(
  'src.test',
  '',
  'digest.test pull-from-mirror = "digest-only"',
  'tag.test pull-from-mirror = "tag-only"',
  'all.test pull-from-mirror = "all"',
  'unset.test',
);
const wild = table('*.wild.test -> ', 'insecure = true', 'mirror.test/w');
const tie =
  table('*.wild.test -> from-wild.test') +
  table('a.wild.test -> from-exact.test') +
  table('*.b.wild.test -> from-subwild.test');

interface Example {
  readonly number: string;
  readonly conf: string;
  readonly ref: string;
  readonly endpoints: readonly string[];
}

const example = (number: string, conf: string, ref: string, ...endpoints: readonly string[]): Example => ({
  number,
  conf,
  ref,
  endpoints,
});

describe('the worked examples of a single file', () => {
  it.each([
    example('1', '', 'src.test/ns/img', 'src.test/ns/img:latest'),
    example('2', '', 'alpine', 'docker.io/library/alpine:latest'),
    example(
      '3',
      foo,
      'src.test/foo/image:latest',
      'm0.test/mirror-for-foo/image:latest',
      'm1.test/mirrors/foo/image:latest (https, then http)',
      'internal.test/bar/image:latest',
    ),
    example(
      '4',
      foo,
      'src.test/foo:1',
      'm0.test/mirror-for-foo:1',
      'm1.test/mirrors/foo:1 (https, then http)',
      'internal.test/bar:1',
    ),
    example('5', foo, 'src.test/foobar/x:1', 'src.test/foobar/x:1'),
    example('6', layers, 'src.test/team/x:1', 'team.test/x:1'),
    example('7', layers, 'src.test/team/app/sub:1', 'app.test/only/sub:1'),
    example('8', layers, 'src.test/team/application:1', 'team.test/application:1'),
    example('9', art, 'quay.test/ocp/art:4.18', 'quay.test/ocp/art:4.18'),
    example(
      '10',
      art,
      `quay.test/ocp/art@${D}`,
      `mirror.test:8443/openshift/release@${D}`,
      `quay.test/ocp/art@${D}`,
    ),
    example('11', mixed, 'src.test/i:1', 'tag.test/i:1', 'all.test/i:1', 'unset.test/i:1', 'src.test/i:1'),
    example(
      '12',
      mixed,
      `src.test/i@${D}`,
      `digest.test/i@${D}`,
      `all.test/i@${D}`,
      `unset.test/i@${D}`,
      `src.test/i@${D}`,
    ),
    example(
      '13',
      wild,
      'a.b.wild.test/x/y:1',
      'mirror.test/w/x/y:1',
      'a.b.wild.test/x/y:1 (https, then http)',
    ),
    example('14 (bare domain)', wild, 'wild.test/x:1', 'wild.test/x:1'),
    example('14 (no dot)', wild, 'awild.test/x:1', 'awild.test/x:1'),
    example('16', table('*.wild.test -> flat.test/ns'), 'a.wild.test/x:1', 'flat.test/ns/x:1'),
    example('17', tie, 'a.wild.test/x:1', 'from-wild.test/x:1'),
    example('18', tie, 'z.b.wild.test/x:1', 'from-subwild.test/x:1'),
    example(
      '19',
      table('src.test', 'blocked = true', 'mirror.test'),
      'src.test/i:1',
      'mirror.test/i:1',
      'src.test/i:1 (refused)',
    ),
    example(
      '20',
      table('src.test', '', 'mirror.test') + table('mirror.test', 'blocked = true'),
      'src.test/i:1',
      'mirror.test/i:1 (refused)',
      'src.test/i:1',
    ),
    example(
      '21',
      table('src.test', '', 'mirror.test') + table('mirror.test -> elsewhere.test'),
      'src.test/i:1',
      'mirror.test/i:1',
      'src.test/i:1',
    ),
    example('22', table('src.test -> loc.test'), 'src.test:5000/i:1', 'loc.test:5000/i:1'),
    example('23', table('src.test:5000 -> loc.test:6000/x'), 'src.test/i:1', 'src.test/i:1'),
    example('24', table('docker.io/library -> lib.test'), 'alpine:3', 'lib.test/alpine:3'),
    example(
      '25',
      table('docker.io -> hub-proxy.test/cache'),
      'index.docker.io/user/x:1',
      'hub-proxy.test/cache/user/x:1',
    ),
    example('26', table('src.test/a/b:1 -> pinned.test/a/b:1'), 'src.test/a/b:1', 'src.test/a/b:1'),
  ])('$number: $ref', async ({ conf, ref, endpoints }) => {
    const resolved = resolveEndpoints(await confOf({ [user]: conf }), ref, { exact: true });
    expect(resolved.map(shown)).toEqual(endpoints);
    expect(resolved.at(-1)?.kind).toBe('primary');
    expect(resolved.slice(0, -1).every(({ kind }) => kind === 'mirror')).toBe(true);
  });

  it.each([
    ['15', wild, 'a.wild.test:5000/x:1', 'mirror.test/w:5000/x:1'],
    ['27', table('src.test/hub -> docker.io'), 'src.test/hub/alpine:1', 'docker.io/alpine:1'],
  ])('%s: an unusable name is an error', async (_, text, ref, rewritten) => {
    const conf = await confOf({ [user]: text });
    expect(() => resolveEndpoints(conf, ref, { exact: true })).toThrow(
      expect.objectContaining({
        code: 'REGISTRIES_CONF_REWRITE',
        params: expect.objectContaining({ rewritten, file: user }),
      }),
    );
  });
});

describe('the worked examples of several files', () => {
  it('28: a drop-in replaces the whole table, mirrors too', async () => {
    const conf = await confOf({
      [user]: table('src.test -> main.test', '', 'main-mirror.test'),
      [`${user}.d/10-a.conf`]: table('src.test -> dropin-a.test'),
      [`${user}.d/20-b.conf`]: table('src.test -> dropin-b.test'),
    });
    expect(resolveEndpoints(conf, 'src.test/i:1').map(shown)).toEqual(['dropin-b.test/i:1']);
    expect(conf.files).toEqual([user, `${user}.d/10-a.conf`, `${user}.d/20-b.conf`]);
  });

  it('29: a named file stands alone, but for the override', async () => {
    const files = {
      '/x.conf': table('src.test -> x.test'),
      '/last.conf': table('other.test -> last.test'),
      [user]: table('third.test -> no.test'),
      [`${user}.d/10-a.conf`]: table('src.test -> no.test'),
    };
    const conf = await confOf(files, {
      CONTAINERS_REGISTRIES_CONF: '/x.conf',
      CONTAINERS_REGISTRIES_CONF_OVERRIDE: '/last.conf',
    });
    expect(conf.files).toEqual(['/x.conf', '/last.conf']);
    expect(resolveEndpoints(conf, 'other.test/i:1').map(shown)).toEqual(['last.test/i:1']);
  });

  it('30: drop-ins are one list by base name, and a stronger folder hides a name', async () => {
    const conf = await confOf({
      '/usr/share/containers/registries.conf.d/50-a.conf': table('src.test -> vendor.test'),
      '/etc/containers/registries.conf.d/20-b.conf': table('src.test -> b.test'),
      '/etc/containers/registries.conf.d/50-a.conf': table('src.test -> a.test'),
    });
    expect(conf.files).toEqual([
      '/etc/containers/registries.conf.d/20-b.conf',
      '/etc/containers/registries.conf.d/50-a.conf',
    ]);
    expect(resolveEndpoints(conf, 'src.test/i:1').map(shown)).toEqual(['a.test/i:1']);
  });

  it('31: a mirror goes through its own proxy, the primary by the environment', async () => {
    const conf = await confOf({ [user]: table('src.test', '', 'mirror.test proxy = "http://p:8000"') });
    const proxies = resolveEndpoints(conf, 'src.test/i:1').map(({ proxy }) => proxy?.url.href);
    expect(proxies).toEqual(['http://p:8000/', undefined]);
  });
});
