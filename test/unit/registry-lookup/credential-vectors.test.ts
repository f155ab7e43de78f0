import { describe, expect, it } from 'vitest';
import { rootedHost } from '../../support/registry-rooted-fs.ts';
import { authVectors, vectorNote } from '../../support/registry-vectors.ts';
import { findCredential, fitsRecording } from '../../support/replayed-credentials.ts';

describe.skipIf(authVectors.length === 0)(
  `credentials against what skopeo sent${vectorNote(authVectors)}`,
  () => {
    it('replays all recorded cases', () => expect(authVectors).toHaveLength(26));

    describe.each(['exact', 'superset'] as const)('when %s', (mode) => {
      it.each(authVectors)('$id $title', async (vector) => {
        const found = findCredential(vector, mode, rootedHost);
        if (vector.error !== undefined) {
          await expect(found).rejects.toMatchObject({ code: 'CREDENTIALS_FILE_SYNTAX' });
          return;
        }
        const credential = await found;
        const told = JSON.stringify(credential);
        expect(fitsRecording(credential, vector, mode), `${told} is not what was recorded`).toBe(true);
      });
    });
  },
);
