/** The page's own scheme and host; nothing is served under any other. */
export const pageScheme = 'app';
export const pageHost = 'bundle';
export const pageAddress = `${pageScheme}://${pageHost}/`;

/**
 * Whether an address is the page's own. By parts: for Node, addresses of schemes that it does not know have
 * the origin "null", all of them the same.
 */
export function isPageAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${pageScheme}:` && host === pageHost && username === '' && password === '';
  } catch {
    return false;
  }
}
