import { describe, expect, it } from 'vitest';
import * as door from '../../../core/archive/index.ts';
import { archiveErrors } from '../../../core/contract/errors/archive.ts';

describe('when other rooms use the archive room', () => {
  it('offers exactly this', () => {
    expect(Object.keys(door).sort()).toEqual([
      'archiveSource',
      'blobPath',
      'canonicalJson',
      'carryLog',
      'checkRepair',
      'chunkFilesOf',
      'chunkHeldBy',
      'chunkName',
      'chunkNumber',
      'closureOf',
      'closureWith',
      'collectMedium',
      'createChunkHasher',
      'describeSet',
      'entryShape',
      'fillMedium',
      'glanceAtSet',
      'indexName',
      'linkFiles',
      'makeRepair',
      'manifestName',
      'mendRepair',
      'mostParts',
      'openSet',
      'openSetWriter',
      'parseManifest',
      'partName',
      'piecesOf',
      'previousSet',
      'readSetManifest',
      'receiveFromDrop',
      'recoverCommit',
      'roomToCollect',
      'sendToDrop',
      'setHostSchema',
      'signatureName',
      'signatureStatuses',
      'verifySet',
    ]);
  });

  it('has words in both languages with the same placeholders', () => {
    const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
    for (const [code, { en, zh }] of Object.entries(archiveErrors)) {
      expect(placeholders(zh.what), code).toEqual(placeholders(en.what));
      expect(placeholders(zh.next), code).toEqual(placeholders(en.next));
      expect(zh.what, code).not.toMatch(/[\u4e00-\u9fff][,;:?!]/);
    }
  });
});
