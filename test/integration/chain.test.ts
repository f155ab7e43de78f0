import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../support/carried-blobs.ts';
import { heldBack, scanRound } from '../support/chain-approval.ts';
import { carriedRows, formatCarried } from '../support/chain-bytes.ts';
import { expectAgreement } from '../support/chain-ledger.ts';
import { reportPages, setReport } from '../support/chain-report.ts';
import { asked, startChain, type Chain, type ChainSet, type ChainSite } from '../support/chain-world.ts';
import { expectSuccess } from '../support/integration-stage.ts';

// Four generations to two enclaves with different profiles, as operators do it: signed sets on media, an approval gate
// before one of them, a lost medium, a late receipt. After each step the registries' files are compared with the ledger.

let chain: Chain;
let enterprise: ChainSite;
let first: ChainSite;
let second: ChainSite;
const sets: Record<'first' | 'second', ChainSet[]> = { first: [], second: [] };
const fewImages = ['registry.redhat.io/ubi8/ubi:latest', 'quay.io/practice/multi:1.0'];
/** Its scan finds something bad. */
const heldImage = 'quay.io/practice/signed:1.0';
const moreImages = [...fewImages, 'quay.io/practice/oci-index:2.0', heldImage];
/** Those that arrived, in order. */
const arrived: Record<'first' | 'second', ChainSet[]> = { first: [], second: [] };

beforeAll(async () => {
  chain = await startChain();
  ({ enterprise } = chain);
  first = await chain.enclave('enclave-a');
  second = await chain.enclave('enclave-b');
}, 300_000);
afterAll(() => chain.close());

/** The first enclave: releases of one channel, more of them each time, and operators. */
async function makeFirst(generation: number, maxVersion: string, ...packages: string[]): Promise<ChainSet> {
  const { catalog } = chain.upstream.content;
  await chain.configure(first, generation, {
    minVersion: '4.15.1',
    maxVersion,
    additionalImages: [],
    operators: { ...catalog, packages: catalog.packages.filter(({ name }) => packages.includes(name)) },
  });
  const set = await chain.make(first, generation);
  sets.first.push(set);
  return set;
}

/** The second: another channel, single images, and nothing that is not approved. */
async function makeSecond(generation: number, ...images: string[]): Promise<ChainSet> {
  const config = await chain.configure(second, generation, {
    channel: 'stable-4.14',
    minVersion: '4.14.20',
    maxVersion: '4.14.20',
    additionalImages: images,
  });
  const bad = 'practice/signed@';
  await scanRound(enterprise, { config, enclave: second.name, name: `round-${generation}` }, (reference) =>
    reference.includes(bad) ? [{ id: 'CVE-2026-4711', severity: 'HIGH', fixed: '1.1' }] : [],
  );
  const set = await chain.make(second, generation, `--approved-for ${second.name}`);
  sets.second.push(set);
  return set;
}

async function arrive(of: 'first' | 'second', set: ChainSet): Promise<void> {
  const { report, findings } = await chain.arrive(set);
  expect(findings.map(({ code }) => code)).toContain('CHECK_SET_SIGNED');
  expect(report?.receipt?.result).toBe(set.manifest.complete);
  arrived[of].push(set);
}

/** Typed at the enterprise from what the enclave shows. */
async function receiptAsText({ enclave, medium, generation }: ChainSet): Promise<void> {
  const { short } = await asked<{ short: string }>(enclave, `sluice receipt show ${medium} --json`);
  const read = `sluice receipt read --text '${short}' --target ${enclave.name} --json`;
  expect(await asked(enterprise, read)).toMatchObject({
    outcome: 'recorded',
    form: 'short',
    generation,
    signature: 'trusted',
  });
}

/** On the medium that comes back. */
async function receiptAsFile(set: ChainSet): Promise<void> {
  await chain.bringBack(set);
  const read = `sluice receipt read ${set.medium}/sluice-receipt.json --target ${set.enclave.name} --json`;
  expect(await asked(enterprise, read)).toMatchObject({
    outcome: 'recorded',
    form: 'file',
    generation: set.generation,
    signature: 'trusted',
  });
}

type States = Parameters<typeof expectAgreement>[3]['states'];
const agreeFirst = (states: States, ...unheard: ChainSet[]): Promise<void> =>
  expectAgreement(enterprise, first, arrived.first, { states, unheard });
const agreeSecond = (states: States, ...unheard: ChainSet[]): Promise<void> =>
  expectAgreement(enterprise, second, arrived.second, { states, unheard });
const acked = (count: number): States => Array.from({ length: count }, () => 'acknowledged');

describe('the first enclave, of which one medium is lost', () => {
  it('generation 1 arrives, and its receipt is typed', async () => {
    const set = await makeFirst(1, '4.15.1', 'local-storage-operator');
    await agreeFirst(['made']);
    await arrive('first', set);
    await agreeFirst(['made'], set);
    await receiptAsText(set);
    await agreeFirst(acked(1));
  });

  it('generation 2 is lost on its way', async () => {
    const set = await makeFirst(2, '4.15.2', 'local-storage-operator');
    await rm(join(enterprise.stage.directory, set.medium), { recursive: true });
    expectSuccess(
      await enterprise.stage.type(
        `sluice set lost --target ${first.name} --generation 2 --reason 'the courier lost it'`,
      ),
    );
    await agreeFirst(['acknowledged', 'lost']);
  });

  it('generation 3 brings what was lost, and builds on generation 1', async () => {
    const set = await makeFirst(3, '4.15.3', 'local-storage-operator');
    expect(set.manifest.parent).toMatchObject({ generation: 1 });
    await arrive('first', set);
    await agreeFirst(['acknowledged', 'lost', 'made'], set);
    await receiptAsText(set);
    await agreeFirst(['acknowledged', 'lost', 'acknowledged']);
  });

  it('generation 4 moves the tag of a catalogue', async () => {
    const set = await makeFirst(4, '4.15.3', 'local-storage-operator', 'cluster-logging');
    expect(set.manifest.parent).toMatchObject({ generation: 3 });
    await arrive('first', set);
    await receiptAsText(set);
    await agreeFirst(['acknowledged', 'lost', 'acknowledged', 'acknowledged']);
  });
});

describe('the second enclave, which is given only what is approved', () => {
  it('generation 1 arrives, and its receipt comes back on the medium', async () => {
    expectSuccess(
      await enterprise.stage.type(
        `sluice approve rule --for ${second.name} --severity medium --scan-days 30 --database-days 7`,
      ),
    );
    const set = await makeSecond(1, ...fewImages);
    expect(set.manifest.complete).toBe('complete');
    await arrive('second', set);
    await agreeSecond(['made'], set);
    await receiptAsFile(set);
    await agreeSecond(acked(1));
  });

  it('generation 2 goes without an image that is too bad', async () => {
    const set = await makeSecond(2, ...moreImages);
    expect([...(await heldBack(enterprise, second.name)).keys()]).toEqual([heldImage]);
    expect(set.manifest).toMatchObject({
      complete: 'complete-with-exceptions',
      missing: [{ origin: heldImage, code: 'APPROVAL_TOO_SEVERE' }],
    });
    await arrive('second', set);
    await receiptAsFile(set);
    await agreeSecond(acked(2));
  });

  it('generation 3 brings it, because somebody answers for it; its receipt stays out', async () => {
    const digest = (await heldBack(enterprise, second.name)).get(heldImage) ?? '';
    expectSuccess(
      await enterprise.stage.type(
        `sluice approve waive --digest ${digest} --for ${second.name} --owner 'A. Officer' --reason 'not reachable from outside' --until 2099-12-31`,
      ),
    );
    const set = await makeSecond(3, ...moreImages);
    expect(set.manifest.complete).toBe('complete');
    // Configuration and layer: not a byte of it had gone before.
    const parts = set.manifest.closures[digest] ?? [];
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts)
      expect([sets.second[1]?.blobs.has(part), set.blobs.has(part)]).toEqual([false, true]);
    await arrive('second', set);
    await agreeSecond(['acknowledged', 'acknowledged', 'made'], set);
  });

  it('generation 4 is made before that receipt comes, and carries nothing again', async () => {
    const [, , third] = sets.second;
    if (third === undefined) throw new Error('a third set');
    const set = await makeSecond(4, ...moreImages, 'quay.io/practice/zstd:1.0');
    expect(set.made.findings.map(({ code }) => code)).toContain('SET_UNACKNOWLEDGED_TRUSTED');
    expect(set.manifest.parent).toMatchObject({ generation: 3 });
    await agreeSecond(['acknowledged', 'acknowledged', 'made', 'made'], third);
    await receiptAsFile(third);
    await agreeSecond(['acknowledged', 'acknowledged', 'acknowledged', 'made']);
    await arrive('second', set);
    await agreeSecond(['acknowledged', 'acknowledged', 'acknowledged', 'made'], set);
    await receiptAsFile(set);
    await agreeSecond(acked(4));
  });
});

describe('what was carried', () => {
  it('is carried once, but for what the lost medium held', () => {
    const rows = carriedRows([...sets.first, ...sets.second]);
    console.log(formatCarried(rows, { [first.name]: [2] }));
    const [, lost] = sets.first;
    const again = rows.filter((row) => row.again.size > 0);
    expect(again).toMatchObject([{ enclave: first.name, generation: 3, before: [2] }]);
    expect(again[0]?.again).toEqual(lost?.blobs);
    expect(bytesOf(lost?.blobs ?? new Map())).toBeGreaterThan(0);
    const of = (which: ChainSet[]): Set<string> => new Set(which.flatMap(({ blobs }) => [...blobs.keys()]));
    // Their profiles overlap, and still neither counts on what the other was given.
    expect(of(sets.first).intersection(of(sets.second)).size).toBeGreaterThan(0);
  });
});

describe('what the security officer sees', () => {
  it('is a whole custody log at each site, and on each medium that came back', async () => {
    const whole = expect.objectContaining({ state: 'whole' }) as unknown;
    for (const { medium } of sets.second) {
      expect(await asked(enterprise, `sluice custody verify ${medium} --json`)).toEqual(whole);
    }
    for (const site of [enterprise, first, second]) {
      expect(await asked(site, 'sluice custody verify --installation --json')).toEqual(whole);
    }
    const show = 'sluice custody show --installation --last 1000 --json';
    const { newest } = await asked<{ newest: { kind: string }[] }>(enterprise, show);
    const counts = new Map<string, number>();
    for (const { kind } of newest) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    // Eight sets were made here, and all but the lost one were acknowledged.
    expect(Object.fromEntries(counts)).toMatchObject({ created: 8, approved: 4, received: 7, imported: 1 });
  });

  it('is a report of what was held back, what somebody answers for, and who had the medium', async () => {
    const [, held, waived] = sets.second;
    if (held === undefined || waived === undefined) throw new Error('three sets');
    const without = await setReport(enterprise, held);
    expect(without).toMatchObject({
      verdict: { level: 'attention', reasons: ['with-exceptions'] },
      exceptions: { missing: [{ origin: heldImage, code: 'APPROVAL_TOO_SEVERE' }] },
    });
    const report = await setReport(enterprise, waived, held);
    const digest = chain.upstream.content.digests[heldImage];
    expect(report).toMatchObject({
      verdict: { level: 'attention', reasons: ['waived'] },
      identity: { generation: 3, signer: { value: { name: enterprise.name, result: 'good' } } },
      origin: { releases: [{ version: '4.14.20', status: 'verified' }] },
      custody: { value: { chain: { state: 'whole' } } },
      approvals: { value: { waivers: [{ digest, owner: 'A. Officer' }], undecided: [] } },
      delta: { value: { previous: { generation: 2 }, added: [{ digest }], removed: [], changed: [] } },
      secretScan: { value: { findings: [] } },
    });
    expect(report.custody.recorded && report.custody.value.entries.map(({ kind }) => kind)).toEqual([
      'created',
      'approved',
      'written',
      'imported',
    ]);
    const lists = await reportPages(enterprise, 'held', held.medium);
    for (const page of [lists.en, lists.zh]) {
      expect(page).toContain(heldImage);
      // Why, in full.
      expect(page).not.toContain('…');
    }
    await reportPages(enterprise, 'waived', `${waived.medium} --previous ${held.medium} --verify`);
    const today = new Date().toISOString().slice(0, 10);
    const period = await reportPages(enterprise, 'period', `--from ${today.slice(0, 4)}-01-01 --to ${today}`);
    for (const { manifest } of [...sets.first, ...sets.second]) expect(period.zh).toContain(manifest.setId);
  });
});
