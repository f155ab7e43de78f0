import { join } from 'node:path';

/** Where the parts of the built program are. */
export function builtParts(root: string): {
  readonly page: string;
  readonly preload: string;
  readonly icon: string;
} {
  return {
    page: join(root, 'dist/renderer'),
    preload: join(root, 'dist/electron/preload/index.cjs'),
    icon: join(root, 'assets/icons/512x512.png'),
  };
}
