import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type AuthMode } from '../../../core/practice/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { runRegistry, type RunningRegistry } from '../../support/practice-client.ts';

let registry: RunningRegistry;
let now = 0;
afterEach(() => registry.close());

const account = { username: 'operator', password: 'not-a-secret' };
const basic = `Basic ${Buffer.from('operator:not-a-secret').toString('base64')}`;
const wrong = `Basic ${Buffer.from('operator:guess').toString('base64')}`;
const blob = `/v2/a/b/blobs/${digestOf('absent')}`;

async function start(auth: AuthMode): Promise<void> {
  now = 0;
  const clock = { now: () => new Date(now), monotonic: () => now, sleep: () => Promise.resolve() };
  registry = await runRegistry({ store: createMemoryStore(), auth, clock });
}

const status = async (path: string, authorization?: string, method = 'GET'): Promise<number> =>
  (await registry.call(path, { method, headers: authorization === undefined ? {} : { authorization } }))
    .status;

const token = async (query: string, authorization?: string): Promise<string> => {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await registry.call(`/token?${query}`, { headers });
  expect(response.status).toBe(200);
  return `Bearer ${((await response.json()) as { token: string }).token}`;
};

describe('when a registry wants a user name and a password', () => {
  it('lets in nobody else, and challenges with Basic', async () => {
    await start({ kind: 'basic', ...account });
    const refused = await registry.call('/v2/');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Basic realm="practice"');
    expect(await status('/v2/', wrong)).toBe(401);
    expect(await status('/v2/', basic)).toBe(200);
    expect(await status(blob, basic)).toBe(404);
  });

  it('lets anyone read when it is told to', async () => {
    await start({ kind: 'basic', ...account, anonymousPull: true });
    expect(await status(blob)).toBe(404);
    expect(await status('/v2/a/b/blobs/uploads/', undefined, 'POST')).toBe(401);
    expect(await status('/v2/a/b/blobs/uploads/', basic, 'POST')).toBe(202);
  });
});

describe('when a registry wants a token', () => {
  it('says where to get it and for what', async () => {
    await start({ kind: 'bearer', ...account, service: 'registry.example' });
    const pull = await registry.call(blob);
    expect(pull.headers.get('www-authenticate')).toBe(
      `Bearer realm="${registry.url}/token",service="registry.example",scope="repository:a/b:pull"`,
    );
    const push = await registry.call('/v2/a/b/blobs/uploads/', { method: 'POST' });
    expect(push.headers.get('www-authenticate')).toContain('scope="repository:a/b:pull,push"');
    const mount = await registry.call(`/v2/a/b/blobs/uploads/?mount=${digestOf('x')}&from=c/d`, {
      method: 'POST',
    });
    expect(mount.headers.get('www-authenticate')).toContain('repository:c/d:pull');
  });

  it('gives a token for what was asked, and for nothing else', async () => {
    await start({ kind: 'bearer', ...account });
    const pull = await token('service=practice&scope=repository:a/b:pull', basic);
    expect(await status(blob, pull)).toBe(404);
    expect(await status('/v2/a/b/blobs/uploads/', pull, 'POST')).toBe(401);
    expect(await status(`/v2/c/d/blobs/${digestOf('absent')}`, pull)).toBe(401);
    const push = await token('scope=repository:a/b:pull,push&scope=repository:c/d:pull', basic);
    expect(await status('/v2/a/b/blobs/uploads/', push, 'POST')).toBe(202);
    expect(await status(blob, push, 'DELETE')).toBe(401);
  });

  it('gives none for a wrong password', async () => {
    await start({ kind: 'bearer', ...account });
    expect(await status('/token?scope=repository:a/b:pull', wrong)).toBe(401);
    expect(await status('/token?scope=repository:a/b:pull')).toBe(401);
  });

  it('gives anyone a token for reading when it is told to, whatever was asked', async () => {
    await start({ kind: 'bearer', ...account, anonymousPull: true });
    const anonymous = await token('scope=repository:a/b:pull,push');
    expect(await status(blob, anonymous)).toBe(404);
    expect(await status('/v2/a/b/blobs/uploads/', anonymous, 'POST')).toBe(401);
  });

  it('forgets a token when its time is over', async () => {
    await start({ kind: 'bearer', ...account, tokenSeconds: 60 });
    const pull = await token('scope=repository:a/b:pull', basic);
    now = 59_999;
    expect(await status(blob, pull)).toBe(404);
    now = 60_000;
    const late = await registry.call(blob, { headers: { authorization: pull } });
    expect(late.status).toBe(401);
    expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('takes a refresh token by POST', async () => {
    await start({ kind: 'bearer', ...account });
    const ask = (secret: string): Promise<Response> =>
      registry.call('/token', {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: secret,
          scope: 'repository:a/b:*',
        }),
      });
    const granted = (await (await ask(account.password)).json()) as { access_token: string };
    expect(await status(blob, `Bearer ${granted.access_token}`, 'DELETE')).toBe(404);
    expect((await ask('guess')).status).toBe(401);
  });
});
