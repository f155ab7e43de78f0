import { describe, expect, it } from 'vitest';
import { describeCode, type ErrorCode } from '../../../core/contract/index.ts';
import { heldCatalogs, mostCatalogs } from '../../../core/host/catalogs/holdings/held-catalogs.ts';
import { tooMany } from '../../../core/host/catalogs/holdings/list-holdings.ts';
import type { CatalogsThere } from '../../../core/host/catalogs/at-catalogs.ts';

const found = (count: number) =>
  Array.from({ length: count }, (_one, at) => ({
    repository: `mine/index-${at}`,
    tag: 'v1',
    catalog: `registry.example/mine/index-${at}:v1`,
  }));

/** Catalogues without a package. */
const there = {
  place: { signal: new AbortController().signal },
  open: () =>
    Promise.resolve({
      basis: { catalog: { model: { packages: new Map() } }, location: { digest: 'd' }, findings: [] },
    }),
} as unknown as CatalogsThere;

describe('a limit that is met', () => {
  it('is told of catalogues, and not while all are opened', async () => {
    expect((await heldCatalogs(there, found(mostCatalogs))).truncated).toBeUndefined();
    const { catalogs, truncated } = await heldCatalogs(there, found(mostCatalogs + 2));
    expect(catalogs).toHaveLength(mostCatalogs);
    expect(truncated).toEqual({ read: mostCatalogs, of: mostCatalogs + 2 });
  });

  it('comes with words and a next step in both languages', () => {
    const limit = { read: 20, of: 22 };
    const findings = tooMany('registry.example', { catalogs: limit, images: { read: 3000, of: 3007 } });
    expect(findings.map(({ level, message }) => [level, message.code])).toEqual([
      ['warning', 'HOLDINGS_CATALOGS_CUT'],
      ['warning', 'HOLDINGS_REPOSITORIES_CUT'],
    ]);
    expect(tooMany('registry.example', {})).toEqual([]);
    for (const { message } of findings) {
      for (const language of ['en', 'zh'] as const) {
        const { what, next } = describeCode(message.code as ErrorCode, message.params, language);
        expect(what).toMatch(/22|3007/);
        expect(what).not.toMatch(/[{}]/);
        expect(next).not.toBe('');
      }
    }
  });
});
