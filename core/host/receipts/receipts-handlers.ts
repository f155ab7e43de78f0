import { SluiceError, type EnclaveSets, type ReceiptSigner, type ReceiptView } from '../../contract/index.ts';
import { receiptBytes, receiptName } from '../../ledger/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { CountedSets } from '../enclaves/counted-sets.ts';
import type { EnclaveStore } from '../enclaves/enclave-store.ts';
import type { Jobs } from '../jobs/index.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { listSets } from './list-sets.ts';
import { markFound, markLost } from './mark-set.ts';
import { readReceiptFile, readReceiptText } from './read-receipt.ts';
import { signerOfReceipt } from './receipt-signature.ts';
import { showReceipt, type ShownReceipt } from './show-receipt.ts';

export interface ReceiptsDesk extends Pick<Desk, 'services' | 'paths' | 'events' | 'workplaces'> {
  readonly enclaves: Pick<EnclaveStore, 'find'>;
  readonly jobs: Pick<Jobs, 'outcome'>;
  readonly counted: Pick<CountedSets, 'forget'>;
}

/** `receipts.*` and `sets.*`. */
export function receiptHandlers(desk: ReceiptsDesk): HandlersOf<'receipts'> & HandlersOf<'sets'> {
  const { paths, enclaves, workplaces } = desk;

  /** What an enclave is known by, and where that is kept: at the enterprise, practised or not. Throws JOB_ENCLAVE_UNKNOWN. */
  const at = async (id: string): Promise<{ services: HostServices; name: string; target: string }> => {
    const found = await enclaves.find(id);
    if (found === undefined) throw new SluiceError('JOB_ENCLAVE_UNKNOWN', { affected: [id] });
    const { services } = await workplaces.at('enterprise');
    return { services, ...found };
  };
  const shown = async (jobId: string): Promise<ShownReceipt | undefined> => {
    const file = desk.jobs.outcome(jobId).record.report?.receipt?.file;
    return file === undefined ? undefined : showReceipt(desk.services, file);
  };
  const changed = async (id: string, services: HostServices, target: string): Promise<EnclaveSets> => {
    desk.counted.forget(id);
    desk.events.publish('enclaves.changed', {});
    return setsView(services, target);
  };

  return {
    'receipts.ofJob': async ({ jobId }) => {
      const found = await shown(jobId);
      if (found === undefined) return { receipt: null };
      return { receipt: receiptView(found, await signerOfReceipt(desk.services, found.receipt)) };
    },
    'receipts.file': async ({ jobId }) => {
      const found = await shown(jobId);
      if (found === undefined) throw new SluiceError('RECEIPT_ABSENT', { params: { place: jobId } });
      const text = receiptBytes(found.receipt).toString('utf8');
      return { fileName: receiptName, mediaType: 'application/json', text };
    },
    'receipts.read': async ({ enclaveId, from, replace }) => {
      const { services, target } = await at(enclaveId);
      const options = { target, replace };
      const read =
        from.kind === 'text'
          ? await readReceiptText(services, from.text, options)
          : await readReceiptFile(services, paths.resolve(from.file, ['receipt-file']), options);
      return {
        outcome: read.outcome,
        ...(read.kind === 'receipt' && {
          generation: read.generation,
          result: read.result,
          ...(read.signerName !== undefined && { signerName: read.signerName }),
        }),
        findings: read.findings.map(findingMessage),
        sets: await changed(enclaveId, services, target),
      };
    },
    'sets.list': async ({ enclaveId }) => {
      const { services, target } = await at(enclaveId);
      return setsView(services, target);
    },
    'sets.awaited': async ({ enclaveIds }) => {
      const known = await Promise.all(
        enclaveIds.map(async (id) => {
          const found = await enclaves.find(id);
          if (found === undefined) return [];
          const { services } = await workplaces.at('enterprise');
          const { sets } = await listSets(services, found.target);
          const generations = sets.filter(({ awaited }) => awaited).map(({ generation }) => generation);
          return generations.length === 0
            ? []
            : [{ id, name: found.name, generations: generations.toReversed() }];
        }),
      );
      return { enclaves: known.flat() };
    },
    'sets.lost': async ({ enclaveId, generation, reason }) => {
      const { services, target } = await at(enclaveId);
      await markLost(services, target, generation, reason);
      return changed(enclaveId, services, target);
    },
    'sets.found': async ({ enclaveId, generation }) => {
      const { services, target } = await at(enclaveId);
      await markFound(services, target, generation);
      return changed(enclaveId, services, target);
    },
  };
}

async function setsView(services: HostServices, target: string): Promise<EnclaveSets> {
  const { sets, statement } = await listSets(services, target);
  const generations = new Map(sets.map(({ setId, generation }) => [setId, generation]));
  return {
    sets: sets.map(({ parentSetId, ...set }) => {
      const parent = parentSetId === undefined ? undefined : generations.get(parentSetId);
      return { ...set, ...(parent !== undefined && { parentGeneration: parent }) };
    }),
    ...(statement !== undefined && { statement }),
  };
}

function receiptView({ receipt, short, qr }: ShownReceipt, signer: ReceiptSigner | undefined): ReceiptView {
  const { setId, generation, target, result, importedAt, registry, images, missing, resources } = receipt;
  return {
    setId,
    generation,
    target,
    result,
    importedAt,
    registry,
    images: images.length,
    missing: missing.length,
    resources: resources.length,
    ...(signer !== undefined && { signer }),
    ...(short !== undefined && { short: [...short] }),
    ...(qr !== undefined && { qr: qr.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) }),
  };
}
