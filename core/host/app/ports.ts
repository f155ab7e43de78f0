import type { PathPurpose } from '../../contract/index.ts';

/** What only a shell can do. A shell that lacks one leaves it out, and the page is told so. */
export interface ShellPorts {
  readonly shell: 'electron' | 'browser';
  /** The system's own file dialogs; undefined: closed without a choice. */
  readonly dialogs?: {
    pick(purpose: PathPurpose): Promise<string | undefined>;
  };
  /** The system's store for secrets. Absent where it would keep them in plain text. */
  readonly secrets?: {
    encrypt(text: string): Promise<Buffer>;
    decrypt(bytes: Buffer): Promise<string>;
  };
  /** Keeps the machine awake until the given function is called. */
  readonly keepAwake?: (reason: string) => () => void;
  readonly notify?: (notice: { readonly title: string; readonly body: string }) => void;
  /** Ends the program; the host has closed before. */
  readonly quit?: () => void;
}
