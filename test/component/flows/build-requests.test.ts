import { describe, expect, it } from 'vitest';
import { runRequestSchema, type Draft, type Enclave } from '../../../core/contract/index.ts';
import { buildRequests } from '../../../renderer/src/features/flows/build-requests.ts';
import { newDraft } from '../../../renderer/src/stores/new-draft.ts';
import { tokens, yaml } from './samples.ts';

const place = { host: 'reg.in:8443', namespace: 'ocp' };
const north: Enclave = { id: 'e1', name: 'North', yaml: 'north', notes: '', revision: 1 };
const south: Enclave = { id: 'e2', name: 'South', yaml: 'south', notes: '', revision: 1 };
const none: readonly Enclave[] = [];

describe('a request made from a draft', () => {
  const exported: Draft = { ...newDraft('export', false, yaml), to: tokens.content };
  const imported: Draft = { ...newDraft('enterprise-import', false, ''), from: tokens.set, registry: place };
  const cut: Draft = {
    ...newDraft('enclave-export', false, ''),
    registry: place,
    enclaves: [
      { id: 'e1', to: tokens.content },
      { id: 'e2', to: tokens.enclave },
    ],
  };

  it('is one that the host accepts, for each flow', () => {
    const all = [
      ...buildRequests('export', { draft: exported, yaml, enclaves: none }),
      ...buildRequests('enterprise-import', { draft: imported, yaml, enclaves: none }),
      ...buildRequests('enclave-import', { draft: { ...imported, site: 'enclave' }, yaml, enclaves: none }),
      ...buildRequests('enclave-export', { draft: cut, yaml: '', enclaves: [north, south] }),
    ];
    expect(all.length).toBe(5);
    for (const request of all) expect(runRequestSchema.parse(request)).toEqual(request);
  });

  it.each<[string, Draft, string]>([
    ['an export without a folder', { ...exported, to: null }, yaml],
    ['an export without content', exported, ''],
  ])('is not made for %s', (_what, draft, text) => {
    expect(buildRequests('export', { draft, yaml: text, enclaves: none })).toEqual([]);
  });

  it.each<[string, Draft, string]>([
    ['an import without a set', { ...imported, from: null }, yaml],
    ['an import without a registry', { ...imported, registry: null }, yaml],
    ['an import without content', imported, ''],
  ])('is not made for %s', (_what, draft, text) => {
    expect(buildRequests('enclave-import', { draft, yaml: text, enclaves: none })).toEqual([]);
  });

  it.each<[string, Draft, readonly Enclave[]]>([
    ['enclaves without a registry to read from', { ...cut, registry: null }, [north, south]],
    ['an enclave without a folder', { ...cut, enclaves: [{ id: 'e1', to: null }] }, [north]],
    ['an enclave that was removed', cut, [north]],
    ['no enclaves', { ...cut, enclaves: [] }, [north, south]],
  ])('is not made for %s', (_what, draft, enclaves) => {
    expect(buildRequests('enclave-export', { draft, yaml: '', enclaves })).toEqual([]);
  });

  it('gives each enclave its own content, name and folder', () => {
    expect(
      buildRequests('enclave-export', { draft: cut, yaml: 'unused', enclaves: [south, north] }),
    ).toMatchObject([
      { yaml: 'north', enclaveId: 'e1', destination: { folder: tokens.content } },
      { yaml: 'south', enclaveId: 'e2', destination: { folder: tokens.enclave } },
    ]);
  });

  it('carries an edited registries.conf, and none otherwise', () => {
    const [plain] = buildRequests('enclave-export', { draft: cut, yaml: '', enclaves: [north, south] });
    expect(plain?.source).toEqual({ kind: 'registry', place });
    const edited = { ...cut, registriesConf: 'edited' };
    const [request] = buildRequests('enclave-export', { draft: edited, yaml: '', enclaves: [north, south] });
    expect(request?.source).toEqual({ kind: 'registry', place, registriesConf: 'edited' });
  });

  it('leaves out a day that was typed and emptied again', () => {
    const since = (value: string): Draft => ({ ...exported, options: { ...exported.options, since: value } });
    const made = (draft: Draft) => buildRequests('export', { draft, yaml, enclaves: none })[0]?.options;
    expect(Object.hasOwn(made(since('')) ?? {}, 'since')).toBe(false);
    expect(made(since('2026-11-01'))?.since).toBe('2026-11-01');
  });

  it('reads an export back and ejects as the draft says, and never an import', () => {
    const [out] = buildRequests('export', { draft: { ...exported, eject: true }, yaml, enclaves: none });
    expect(out?.afterwards).toEqual({ verify: true, eject: true });
    const [into] = buildRequests('enterprise-import', {
      draft: { ...imported, eject: true },
      yaml,
      enclaves: none,
    });
    expect(into?.afterwards).toEqual({ verify: false, eject: false });
  });
});
