import { isPageAddress, pageAddress } from './page-address.ts';

/** Whether a frame may go to an address: only the page's own (E-13). */
export function mayNavigate(address: string): boolean {
  return isPageAddress(address);
}

/** Whether the window may ask for an address at all: its own files, and what it holds itself (E-1, E-18). */
export function mayRequest(address: string, resourceType: string, packaged: boolean): boolean {
  if (isPageAddress(address)) return true;
  if (address.startsWith(`blob:${pageAddress}`)) return true;
  // Small pictures inside style sheets.
  if (address.startsWith('data:image/')) return resourceType === 'image';
  return !packaged && address.startsWith('devtools://');
}

/** Whether the page may have a permission (E-5): copying a command, and nothing else. */
export function mayUse(permission: string, requester: string): boolean {
  return permission === 'clipboard-sanitized-write' && isPageAddress(requester);
}

/** Whether the page may save something: only what it made itself. The system asks where to. */
export function mayDownload(address: string): boolean {
  return address.startsWith(`blob:${pageAddress}`);
}

export interface MessageSource {
  /** Number of the window's contents. */
  readonly contentsId: number;
  /** null: the frame is gone, or has gone elsewhere. */
  readonly frame: { readonly url: string; readonly isMain: boolean } | null;
}

/** Whether a message is from the page itself: our window, its main frame, our address (E-17). */
export function isOwnPage(source: MessageSource, windowContentsId: number | undefined): boolean {
  const { contentsId, frame } = source;
  return (
    windowContentsId !== undefined &&
    contentsId === windowContentsId &&
    frame !== null &&
    frame.isMain &&
    isPageAddress(frame.url)
  );
}
