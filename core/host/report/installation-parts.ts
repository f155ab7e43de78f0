import type { CustodyRecordView } from '../../contract/index.ts';
import { openMadeReceipts, stateDirectory, type Receipt } from '../../ledger/index.ts';
import type { CustodyEntry, CustodyLog, ReadBack, SignerFacts } from '../../report/index.ts';
import { readSetCustody } from '../custody/index.ts';
import { signerOfReceipt } from '../receipts/receipt-signature.ts';
import { acknowledgedReceipt } from '../receipts/target-sets.ts';
import { keysOf, signatureOfFolder } from '../seal/index.ts';
import type { HostServices } from '../services.ts';
import { approvalPart } from './approval-part.ts';
import type { ReportedSet, ReportParts } from './parts.ts';

/** Records of a custody log that a report lists: the newest. */
const mostRecords = 1000;
const manifestLimit = 256 * 1024 * 1024;

/** What this installation and the set's own folder know of a set besides its content. */
export function installationParts(
  services: HostServices,
): Required<Pick<ReportParts, 'custody' | 'signer' | 'readBack' | 'approvals'>> {
  return {
    approvals: (set) => approvalPart(services, set),
    custody: (set) => custodyOf(services, set),
    signer: (set) => signerOf(services, set),
    readBack: (set) => readBackOf(services, set),
  };
}

async function custodyOf(
  services: HostServices,
  { directory }: ReportedSet,
): Promise<CustodyLog | undefined> {
  if (directory === undefined) return undefined;
  const { state, broken, newest } = await readSetCustody(services, directory, mostRecords);
  if (state === 'absent') return undefined;
  return {
    entries: newest.map(entryOf),
    chain:
      broken === undefined
        ? { state: 'whole' }
        : {
            state: 'broken',
            seq: broken.record,
            reason: { code: broken.message.code, params: broken.message.params },
          },
  };
}

function entryOf({
  record,
  time,
  kind,
  person,
  host,
  medium,
  sealNumber,
  result,
  clockBack,
  details,
}: CustodyRecordView): CustodyEntry {
  return {
    seq: record,
    time,
    kind,
    person,
    host,
    ...(medium !== undefined && { medium }),
    ...(sealNumber !== undefined && { seal: sealNumber }),
    result,
    ...(clockBack !== undefined && { note: `-${clockBack} s` }),
    details,
  };
}

/** Undefined for a set that nobody signed. */
async function signerOf(
  services: HostServices,
  { manifest, directory }: ReportedSet,
): Promise<SignerFacts | undefined> {
  if (directory === undefined) return undefined;
  const trusted = await keysOf(services).trusted();
  const found = await signatureOfFolder(services.fs, directory, manifest, trusted, manifestLimit);
  const { state, name = '', keyId = '' } = found;
  switch (state) {
    case 'unsigned':
      return undefined;
    case 'trusted':
      return { name, keyId, result: 'good' };
    case 'unknown':
      return { name, keyId, result: 'untrusted' };
    case 'missing':
    case 'invalid':
      return { name, keyId, result: 'bad' };
  }
}

/** From the receipt of the last import of this set on this machine, or from the one that came back here. */
async function readBackOf(services: HostServices, { manifest }: ReportedSet): Promise<ReadBack | undefined> {
  const receipt = await receiptOf(services, manifest);
  if (receipt === undefined) return undefined;
  const { registry, importedAt, images } = receipt;
  const signer = await signerOfReceipt(services, receipt);
  const confirmed = new Map(
    images.map(({ repository, tag, digest }) => [`${repository}:${tag ?? ''}@${digest}`, digest]),
  );
  return {
    registry,
    time: importedAt,
    ...(signer !== undefined && { signer }),
    images: manifest.images.map(({ repository, tag, digest }) => {
      const found = confirmed.get(`${repository}:${tag ?? ''}@${digest}`);
      return { repository, ...(tag !== undefined && { tag }), digest, ...(found !== undefined && { found }) };
    }),
  };
}

async function receiptOf(
  services: HostServices,
  { setId, target }: ReportedSet['manifest'],
): Promise<Receipt | undefined> {
  const { fs, environment } = services;
  const made = await openMadeReceipts({ fs, stateDirectory: stateDirectory(environment) }).read(setId);
  return made?.receipt ?? (await acknowledgedReceipt(services, target, setId));
}
