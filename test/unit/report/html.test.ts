import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportDocumentSchema } from '../../../core/contract/index.ts';
import { previewOf, reportDocument, reportHtml } from '../../../core/report/index.ts';
import { fullReport, hostileNames } from '../../support/report-full.ts';
import { digestFor, image, setManifest, setReport } from '../../support/report-samples.ts';

const languages = ['en', 'zh'] as const;
const htmlOf = (report = fullReport(), language: 'en' | 'zh' = 'en'): string =>
  reportHtml(reportDocument(report, language)).toString('utf8');
/** Every tag there is, with its attributes. */
const tagsIn = (html: string): string[] =>
  [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, name]) => name ?? '');

describe.each(languages)('the HTML report (%s)', (language) => {
  const html = htmlOf(fullReport(), language);

  it('is one file without script, reference or inline style, and says so in its policy', () => {
    const known = new Set(
      '!doctype html head meta title style body header h1 h2 h3 p div span strong ul li ol nav a table tbody thead colgroup col tr th td section footer'.split(
        ' ',
      ),
    );
    expect([...new Set(tagsIn(html))].filter((tag) => !known.has(tag))).toEqual([]);
    const attributes = [...html.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) => tag.match(/ [a-z-]+=/g) ?? []);
    expect(attributes.filter((name) => /^ (?:on|style|src|data|action)/.test(name))).toEqual([]);
    expect(
      [...html.matchAll(/href="([^"]*)"/g)].filter(([, href]) => href?.startsWith('#') !== true),
    ).toEqual([]);
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    expect(style).not.toMatch(/@import|url\(/);
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it('shows hostile names as what they are', () => {
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).toContain('evil.example/&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;quoted&#39;');
    expect(html).toContain('evil.example/abc⟨U+202E⟩gnp.exe⟨U+2066⟩x');
    expect(html).toContain('evil.example/⟨U+0000⟩⟨U+001B⟩[31mred⟨U+000D⟩⟨U+000A⟩Set-Cookie: a=b');
    expect(html).toContain('quay.io/open⟨U+200B⟩shift/app⟨U+FEFF⟩⟨U+00AD⟩');
    expect(html).toContain(hostileNames.long);
    expect(html).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/u);
    expect(html).not.toMatch(/\p{M}{8}/u);
  });

  it('has a section for every entry of its contents', () => {
    const links = [...html.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id);
    const sections = [...html.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual(sections);
    expect(new Set(sections).size).toBe(sections.length);
    expect(sections).toHaveLength(12);
  });

  it('has what paper needs: size, page numbers, heads of tables, lines to sign on', () => {
    expect(html).toContain('size: A4');
    expect(html).toContain('counter(page)');
    expect(html).toContain('display: table-header-group');
    expect(html.match(/<table class="signatures">/g)).toHaveLength(2);
  });

  it('fits the contract, by which a page gets it', () => {
    const document = reportDocument(fullReport(), language);
    expect(reportDocumentSchema.parse(document)).toEqual(document);
  });
});

describe('the report on paper and in pages', () => {
  it('is the same for the same report', () => {
    expect(htmlOf()).toBe(htmlOf());
  });

  it('says for each file of the set that it was verified, by whom and when', () => {
    const html = htmlOf();
    expect(html).toContain(
      'File 1 of 1, mirror_000001.tar, 10.0 KiB: verified; 6 blobs as their digests say',
    );
    expect(html).toContain(
      'Verified: 1 of 1 file of the set, by operator@station-7 (sluice 0.1.0) at 2026-03-05 09:00:00 UTC',
    );
    expect(htmlOf(setReport())).toContain('Not verified in this report');
  });

  it('has 10,000 images, within memory', () => {
    const images = Array.from({ length: 10_000 }, (_, index) =>
      image({
        repository: `team-${index % 40}/component-${index}`,
        digest: digestFor(String(index)),
        origin: `registry.example:5000/team-${index % 40}/component-${index}:v1.2.${index}`,
      }),
    );
    const report = setReport({ manifest: setManifest({ images }) });
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const html = reportHtml(reportDocument(report, 'en'));
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
    expect(html.length).toBeGreaterThan(10_000 * 200);
    expect(html.toString('utf8').match(/<tr>/g)?.length).toBeGreaterThan(10_000);
    const preview = previewOf(reportDocument(report, 'en'), 200);
    const tables = preview.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'table'));
    expect(tables).toContainEqual(expect.objectContaining({ omitted: 9800 }));
    expect(JSON.stringify(preview).length).toBeLessThan(500_000);
  });
});
