import { SluiceError, type Settings } from '../../contract/index.ts';
import { parseProxy, usableProxy } from '../../registry/index.ts';

const addressKeys = ['updateService', 'signatureStore', 'graphData'] as const;

/**
 * Checks what a schema cannot: addresses that can be used. No message shows a value that may hold a password.
 * Throws SETTINGS_ADDRESS_INVALID, PROXY_MALFORMED, PROXY_SCHEME, PROXY_SOCKS.
 */
export function checkSettings(changed: Partial<Settings>): void {
  for (const key of addressKeys) {
    const value = changed[key] ?? '';
    if (value !== '' && !isWebAddress(value)) {
      throw new SluiceError('SETTINGS_ADDRESS_INVALID', { params: { key }, stage: 'application' });
    }
  }
  const { http = '', https = '' } = changed.proxies ?? {};
  if (http !== '') usableProxy(parseProxy(http, 'HTTP_PROXY'), 'HTTP_PROXY');
  if (https !== '') usableProxy(parseProxy(https, 'HTTPS_PROXY'), 'HTTPS_PROXY');
}

/** Credentials in such an address would end in logs; there is a place for them. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username + url.password === ''
  );
}
