import { maximumYamlLength } from '../../../../../core/contract/index.ts';

export type PickedFile =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'too-large'; readonly name: string; readonly size: number; readonly limit: number }
  /** Not UTF-8, or it holds a zero byte. */
  | { readonly kind: 'no-text'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly name: string };

/** Reads a file of the machine that the page runs on. It is measured before a byte of it is read. Never throws. */
export async function readPickedFile(file: File): Promise<PickedFile> {
  const { name, size } = file;
  if (size > maximumYamlLength) return { kind: 'too-large', name, size, limit: maximumYamlLength };
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return { kind: 'unreadable', name };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { kind: 'no-text', name } : { kind: 'text', name, text };
  } catch {
    return { kind: 'no-text', name };
  }
}
