import { join } from 'node:path';
import { z } from 'zod';
import { enclaveSchema, SluiceError, type Enclave } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { isTargetName } from '../../ledger/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import { keptFile } from '../kept-file.ts';
import { findingMessage } from '../observer.ts';
import { checkedPlace } from '../run-request/to-mirror-request.ts';
import type { HostServices } from '../services.ts';

/** The receivers that are saved on this machine. */
export interface EnclaveStore {
  list(): Promise<readonly Enclave[]>;
  /**
   * Throws ENCLAVE_CHANGED_ELSEWHERE or ENCLAVE_REMOVED_ELSEWHERE when its revision is not the newest,
   * ENCLAVE_NAME_TAKEN, ENCLAVES_TOO_MANY, RUN_REGISTRY_INVALID, STATE_NOT_SAVED.
   */
  save(enclave: Enclave): Promise<void>;
  remove(id: string): Promise<void>;
  /** Its name for people, and the name that its holdings go by; undefined when it is not saved here. */
  find(id: string): Promise<{ readonly name: string; readonly target: string } | undefined>;
}

// The target stays when an enclave gets another name: what it holds is known by it.
// Profiles of before there were revisions have none.
const keptEnclave = enclaveSchema.extend({
  target: z.string(),
  revision: enclaveSchema.shape.revision.default(1),
});
type KeptEnclave = z.output<typeof keptEnclave>;
const fileForm = z.object({ version: z.literal(1), enclaves: z.array(keptEnclave) });
const most = 200;

export function createEnclaveStore(
  services: HostServices,
  folder: string,
  events: Pick<EventHub, 'publish'>,
): EnclaveStore {
  const kept = keptFile({
    services,
    file: join(folder, 'enclaves.json'),
    schema: fileForm,
    empty: { version: 1 as const, enclaves: [] },
    onDamaged: (finding) => events.publish('notice', { level: 'warning', message: findingMessage(finding) }),
  });
  return {
    list: async () => (await kept.read()).enclaves.map(({ target: _target, ...enclave }) => enclave),
    async save(enclave) {
      const place = enclave.registry === undefined ? {} : { registry: checkedPlace(enclave.registry) };
      await kept.change(({ version, enclaves }) => ({
        version,
        enclaves: withEnclave(enclaves, { ...enclave, ...place }),
      }));
    },
    async remove(id) {
      await kept.change(({ version, enclaves }) => ({
        version,
        enclaves: enclaves.filter((enclave) => enclave.id !== id),
      }));
    },
    async find(id) {
      const found = (await kept.read()).enclaves.find((enclave) => enclave.id === id);
      return found === undefined ? undefined : { name: found.name, target: found.target };
    },
  };
}

function withEnclave(enclaves: readonly KeptEnclave[], saved: Enclave): KeptEnclave[] {
  const index = enclaves.findIndex(({ id }) => id === saved.id);
  const known = enclaves[index];
  // Before all else: what was typed may be right, and only late.
  if ((known?.revision ?? 0) !== saved.revision) {
    throw new SluiceError(known === undefined ? 'ENCLAVE_REMOVED_ELSEWHERE' : 'ENCLAVE_CHANGED_ELSEWHERE', {
      params: { name: known?.name ?? saved.name },
    });
  }
  const next = { ...saved, revision: saved.revision + 1 };
  const others = enclaves.filter(({ id }) => id !== saved.id);
  const same = (name: string): boolean => name.toLowerCase() === saved.name.toLowerCase();
  if (others.some(({ name }) => same(name))) {
    throw new SluiceError('ENCLAVE_NAME_TAKEN', { params: { name: saved.name } });
  }
  if (known !== undefined) return enclaves.with(index, { ...next, target: known.target });
  if (enclaves.length >= most) throw new SluiceError('ENCLAVES_TOO_MANY', { params: { most } });
  return [...enclaves, { ...next, target: newTarget(saved, new Set(others.map(({ target }) => target))) }];
}

/** A name for folders and sets: the enclave's own where that is possible, never another's. */
function newTarget({ id, name }: Enclave, taken: ReadonlySet<string>): string {
  const plain = name.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const derived = `enclave-${sha256Hex(Buffer.from(id)).slice(0, 12)}`;
  return isTargetName(plain) && !taken.has(plain) ? plain : derived;
}
