import { describe, expect, it } from 'vitest';
import { illegalImports } from '../../layers/check.ts';

const check = (path: string, text: string): string[] => illegalImports([{ path, text }]);

describe('the layering rule', () => {
  it('catches a room that imports a room above it', () => {
    expect(check('core/archive/index.ts', "import { run } from '../host/index.ts';")).toEqual([
      'core/archive/index.ts imports ../host/index.ts: archive may not import host',
    ]);
  });

  it('catches an import past a room’s door, also in a multi-line import and a re-export', () => {
    expect(check('core/host/a.ts', "import {\n  x,\n} from '../archive/tar/reader.ts';")).toHaveLength(1);
    expect(check('core/host/a.ts', "export { x } from '../archive/tar/reader.ts';")).toHaveLength(1);
  });

  it('catches the renderer reaching into core, and a dynamic import', () => {
    expect(check('renderer/src/a.tsx', "const x = await import('../../core/host/index.ts');")).toHaveLength(
      1,
    );
  });

  it('catches a package outside its room', () => {
    expect(check('core/plan/a.ts', "import { request } from 'undici';")).toHaveLength(1);
    expect(check('core/contract/a.ts', "import { join } from 'node:path';")).toHaveLength(1);
  });

  it('accepts what DESIGN allows', () => {
    expect(check('core/host/a.ts', "import { openSet } from '../archive/index.ts';")).toEqual([]);
    expect(check('renderer/src/a.tsx', "import { z } from '../../core/contract/index.ts';")).toEqual([]);
  });
});
