import type { ResourceFileView } from '../../contract/index.ts';
import { applyOrder, type OrderedResource, type ResourceFile } from '../../resources/index.ts';

/** The files in the order to apply them in, and what each does to nodes. */
export function fileViews(files: readonly ResourceFile[]): ResourceFileView[] {
  return applyOrder(files).map((file, place) => ({
    name: file.fileName,
    kind: file.kind,
    text: file.text,
    order: place + 1,
    reboots: reboots[file.drains],
    note: { code: noteOf(file), params: {}, affected: [] },
  }));
}

// Whether drained nodes also reboot is where the sources differ (core/resources/apply-order.ts): they may.
const reboots = { never: 'no', changes: 'changed', always: 'may' } as const;

function noteOf({ drains, certifiesNodes }: OrderedResource): string {
  if (drains === 'always') return 'RESOURCES_TAG_MIRRORS';
  if (drains === 'changes') return 'RESOURCES_DIGEST_MIRRORS';
  return certifiesNodes ? 'RESOURCES_CA_NODES' : 'RESOURCES_KEEP_NODES';
}
