import { describe, expect, it } from 'vitest';
import type { Job } from '../../../core/contract/index.ts';
import { csvText } from '../../../core/host/jobs/documents/csv.ts';
import { html } from '../../../core/host/jobs/documents/html.ts';
import { jobDocument } from '../../../core/host/jobs/documents/job-document.ts';
import type { Material } from '../../../core/host/jobs/documents/material.ts';
import type { JobRecord } from '../../../core/host/jobs/job-record.ts';
import { report } from '../../support/jobs-world.ts';

const hostile = '<img src=x onerror=alert(1)>&"\'';
const digest = `sha256:${'1'.repeat(64)}`;

const record: JobRecord = {
  format: 1,
  id: '20261125T130000000Z-00-0a1b2c3d',
  kind: 'export',
  flow: 'enclave-export',
  site: 'enterprise',
  practice: false,
  state: { kind: 'incomplete', count: 2 },
  source: 'docker://registry.corp:5000',
  destination: `file:///media/${hostile}`,
  enclave: { id: 'e1', name: `Nord ${hostile}` },
  createdAt: '2026-11-25T13:00:00.000Z',
  startedAt: '2026-11-25T13:00:01.000Z',
  endedAt: '2026-11-25T13:10:00.000Z',
  attempts: 1,
  media: [],
  runIds: [],
  progress: {
    phases: [],
    fraction: 1,
    bytesDone: 0,
    bytesTotal: 0,
    imagesDone: 0,
    imagesTotal: 0,
    imagesFailed: 0,
    rate: 0,
    inFlight: [],
    hosts: [],
  },
  warnings: 0,
  ejected: true,
  report: {
    ...report,
    status: 'incomplete',
    categories: [{ category: 'release', asked: 10, copied: 9, present: 0, failed: 1, notAttempted: 0 }],
    failures: [
      {
        type: 'generic',
        origin: hostile,
        error: {
          code: 'IMAGE_NOT_FOUND',
          params: { image: hostile, repository: 'r', tag: 't' },
          affected: [],
        },
      },
    ],
  },
  set: {
    kind: 'sluice',
    setId: 'set-0001',
    generation: 3,
    signer: { keyId: 'e'.repeat(64), name: 'Lab <b>' },
    parent: { setId: 'set-0000', generation: 2 },
    createdAt: '2026-11-25T13:09:00.000Z',
    tool: 'sluice 0.1.0',
    target: 'nord',
    complete: 'incomplete',
    missing: [{ origin: hostile, code: 'IMAGE_NOT_FOUND' }],
    releases: [{ version: '4.15.2', digest, signature: 'verified' }],
    chunks: [
      { name: 'mirror_000001.tar', size: 5_000_000_000, sha256: 'a'.repeat(64) },
      { name: 'mirror_000002.tar', size: 12, sha256: 'b'.repeat(64) },
    ],
  },
  verification: {
    bytes: 5_000_000_012,
    chunks: [
      { name: 'mirror_000001.tar', bytes: 5_000_000_000, sha256: 'a'.repeat(64), state: 'verified' },
      { name: 'mirror_000002.tar', bytes: 12, sha256: 'c'.repeat(64), state: 'damaged' },
    ],
    pastCache: true,
    problems: [],
    at: '2026-11-25T13:10:00.000Z',
  },
};

const items: Material['items'] = [
  { index: 0, category: 'release', origin: '=cmd|calc', destination: '@x', bytes: 1, status: 'copied' },
  {
    index: 1,
    category: 'additional',
    origin: `say "hi",\n${hostile}`,
    destination: '',
    bytes: 2,
    status: 'failed',
    error: { code: 'IMAGE_NOT_FOUND', params: { image: 'i', repository: 'r', tag: 't' }, affected: [] },
  },
];

function material(language: Material['language'], more: Partial<JobRecord> = {}): Material {
  const own = { ...record, ...more };
  const view: Job = {
    id: own.id,
    revision: 0,
    kind: own.kind,
    flow: own.flow,
    site: own.site,
    practice: own.practice,
    state: own.state,
    source: own.source,
    destination: own.destination,
    createdAt: own.createdAt,
    attempts: 1,
    progress: own.progress,
    warnings: 0,
    ejected: own.ejected,
  };
  return { record: own, view, items, now: new Date('2026-11-25T14:00:00Z'), language };
}

const documents = ['report', 'sheet', 'label'] as const;
const languages = ['en', 'zh'] as const;
const each = documents.flatMap((document) => languages.map((language) => [document, language] as const));

describe('documents for people', () => {
  it.each(each)('the %s in %s stands for itself and runs nothing', (document, language) => {
    const made = jobDocument(material(language), { document, format: 'html' });
    expect(made.mediaType).toBe('text/html;charset=utf-8');
    expect(made.text).toContain(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`);
    expect(made.text).toContain("default-src 'none'");
    expect(made.text).not.toMatch(/<script|<link|<img|<iframe|src=["']?http|url\(|@import/i);
    expect(made.text).not.toMatch(/undefined|\[object|NaN|\{\w+\}/);
    expect(made.text).toContain('Nord &lt;img');
  });

  it.each(languages)('sheet and label in %s tell of parts, and the sheet how they are joined', (language) => {
    const name = 'mirror_000002.tar';
    const parts = ['mirror_000002.part-0001', 'mirror_000002.part-0002'];
    const divided = [{ name, size: 12, sha256: 'd'.repeat(64), parts }];
    const chunks = parts.map((part) => ({ name: part, size: 6, sha256: 'e'.repeat(64) }));
    const made = (document: 'sheet' | 'label'): string => {
      const set = {
        kind: 'sluice' as const,
        complete: 'complete',
        missing: [],
        releases: [],
        chunks,
        divided,
      };
      return jobDocument(material(language, { set }), { document, format: 'html' }).text;
    };
    const sheet = made('sheet');
    for (const part of parts) expect(sheet).toContain(`<span class="name">${part}</span>`);
    expect(sheet).toContain(`cat ${parts.join(' ')} &gt; ${name}`);
    expect(sheet).toContain(`copy /b ${parts.join(' + ')} ${name}`);
    expect(sheet).toContain('d'.repeat(64));
    expect(made('label')).toContain(name);
  });

  it('the sheet has what a hand-over needs', () => {
    const { text, fileName } = jobDocument(material('en'), { document: 'sheet', format: 'html' });
    for (const wanted of [
      'set-0001',
      `Lab &lt;b&gt; (SHA-256 ${'e'.repeat(64)})`,
      'generation 2, set-0000',
      '2026-11-25 13:09:00 UTC',
      'sluice 0.1.0',
      'a'.repeat(64),
      '5000000000',
      digest,
      'verified',
      'damaged',
      'IMAGE_NOT_FOUND',
      'Handed over by',
      'Taken over by',
      'Seal or bag number',
    ])
      expect(text).toContain(wanted);
    expect(fileName).toMatch(/^sluice-sheet-Nord-[\p{L}\p{N}._-]+-generation-3\.html$/u);
  });

  it('the report lists what was held back and why, the sheet what that means for the set', () => {
    const held = {
      type: 'generic',
      origin: `quay.io/held ${hostile}`,
      error: { code: 'APPROVAL_NOT_SCANNED', params: { instance: 'linux/arm64' }, affected: [] },
    };
    const of = material('en', {
      state: { kind: 'succeeded', exceptions: 1 },
      report: { ...report, held: [held] },
      ...(record.set !== undefined && {
        set: {
          ...record.set,
          complete: 'complete-with-exceptions',
          missing: [{ origin: held.origin, code: held.error.code }],
        },
      }),
    });
    for (const document of ['report', 'sheet'] as const) {
      const { text } = jobDocument(of, { document, format: 'html' });
      expect(text, document).toContain('quay.io/held &lt;img');
      expect(text, document).toMatch(/not scanned \(linux\/arm64\)/);
      expect(text, document).toContain('Complete, except for 1 image that was held back');
    }
    const { text } = jobDocument(of, { document: 'report', format: 'csv' });
    const line = text.split('\r\n').find((one) => one.includes('quay.io/held'));
    expect(line).toMatch(/^"Additional images",.*"held back","APPROVAL_NOT_SCANNED","/);
    const chinese = { ...of, language: 'zh' as const };
    expect(jobDocument(chinese, { document: 'report', format: 'html' }).text).toContain('被扣留：未获批准');
  });

  it.each(documents)('the %s names the sets of earlier attempts', (document) => {
    const earlierSets = [{ id: 'set-0000', generation: 2 }];
    const { text } = jobDocument(material('en', { earlierSets }), { document, format: 'html' });
    expect(text).toContain('generation 2, set-0000: an earlier attempt of this job made it; load it first');
  });

  it('the Chinese ones are in Chinese', () => {
    const { text } = jobDocument(material('zh'), { document: 'sheet', format: 'html' });
    for (const wanted of ['传输交接单', '第 2 代', '移交人', '缺失内容', '损坏'])
      expect(text).toContain(wanted);
  });

  it('say when nothing was read back, when perhaps from memory, and that it was practice', () => {
    const { verification: _, ...without } = record;
    const unread = { ...material('en'), record: { ...without, practice: true } };
    const sheet = jobDocument(unread, { document: 'sheet', format: 'html' }).text;
    expect(sheet).toContain('was not read back');
    expect(sheet).toContain('Practice: nothing of this left the machine');
    const good = { ...record.verification, chunks: [], problems: [], pastCache: false, bytes: 0, at: '2026' };
    const cached = jobDocument(material('en', { verification: good }), { document: 'sheet', format: 'html' });
    expect(cached.text).toContain('perhaps from the memory');
  });

  it('a set without a manifest has a sheet, a job without a set has none', () => {
    const bare = { kind: 'oc-mirror', complete: 'unknown', missing: [], releases: [], chunks: [] } as const;
    const set = { ...bare, missing: [], releases: [], chunks: [{ name: 'mirror_000001.tar', size: 1 }] };
    expect(jobDocument(material('en', { set }), { document: 'sheet', format: 'html' }).text).toContain(
      'oc-mirror',
    );
    const { set: _, ...without } = record;
    const make = () =>
      jobDocument({ ...material('en'), record: without }, { document: 'label', format: 'csv' });
    expect(make).toThrow(expect.objectContaining({ code: 'JOB_DOCUMENT_UNAVAILABLE' }));
  });
});

describe('documents for programs', () => {
  it('are JSON that says what it is', () => {
    const made = JSON.parse(
      jobDocument(material('en'), { document: 'report', format: 'json' }).text,
    ) as object;
    expect(made).toMatchObject({
      format: 'sluice-job-report',
      job: { id: record.id, report: { failures: [{ origin: hostile }] } },
      images: [{ origin: '=cmd|calc' }, { status: 'failed' }],
    });
    const sheet = JSON.parse(
      jobDocument(material('en'), { document: 'sheet', format: 'json' }).text,
    ) as object;
    expect(sheet).toMatchObject({
      format: 'sluice-transfer-sheet',
      set: { setId: 'set-0001' },
      ejected: true,
    });
  });

  it('are CSV with every image, quoted, and no formula in it', () => {
    const { text } = jobDocument(material('en'), { document: 'report', format: 'csv' });
    expect(text.startsWith('\uFEFF"Category","Image"')).toBe(true);
    expect(text).toContain(`"'=cmd|calc","'@x",1,"copied"`);
    expect(text).toContain(`"say ""hi"",\n<img`);
    expect(text.endsWith('\r\n')).toBe(true);
    const label = jobDocument(material('zh'), { document: 'label', format: 'csv' }).text;
    expect(label.trimEnd().split('\r\n')).toHaveLength(2);
  });
});

describe('the makers', () => {
  it('escape all that is put into HTML, also in lists', () => {
    expect(html`<p>${hostile}${[1, html`<b>${'<'}</b>`]}${undefined}</p>`.text).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;1<b>&lt;</b></p>',
    );
    expect(html`${'a\u0000\u001b[31m'}`.text).toBe('a\uFFFD\uFFFD[31m');
  });

  it('take the teeth out of every beginning of a formula', () => {
    const cells = ['=1', '+1', '-1', '@a', '\t=1', '\r=1', '1-1', ''];
    expect(csvText([cells])).toBe(`\uFEFF"'=1","'+1","'-1","'@a","'\t=1","'\r=1","1-1",""\r\n`);
  });
});
