import type { Exchange, Reply } from './registry-exchanges.ts';
import { basicCredential } from './registry-world.ts';

export const tags = (
  name: string,
  authorization: string | RegExp | null,
  reply?: Reply,
  times = 1,
): Exchange => ({
  name: `tags ${name}`,
  expect: { method: 'GET', path: `/v2/${name}/tags/list`, headers: { authorization } },
  reply: reply ?? { status: 200, body: JSON.stringify({ tags: ['1'] }) },
  times,
});
export const demand = (challenge: string | string[]): Exchange => ({
  name: 'ping',
  expect: { method: 'GET', path: '/v2/', headers: { authorization: null } },
  reply: { status: 401, headers: { 'www-authenticate': challenge } },
});
export const token = (
  request: Partial<Exchange['expect']>,
  body: object,
  more: Partial<Exchange> = {},
): Exchange => ({
  name: 'token',
  expect: { method: 'GET', path: '/token', ...request },
  reply: { status: 200, body: JSON.stringify(body) },
  ...more,
});
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
export const op = basicCredential('op', 'pa:ss');
