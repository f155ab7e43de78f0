import { join } from 'node:path';
import { z } from 'zod';
import { SluiceError } from '../../contract/index.ts';
import { writeDurably } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';

const port = z.number().int().min(1).max(65_535).exactOptional();
const memoryForm = z.object({
  on: z.boolean(),
  ports: z.object({ upstream: port, enterprise: port, enclave: port }),
});

export interface PracticePorts {
  readonly upstream?: number;
  readonly enterprise?: number;
  readonly enclave?: number;
}

interface Remembered {
  readonly on: boolean;
  readonly ports: PracticePorts;
}

/** What outlives the host: whether somebody practises, and the ports that drafts and jobs name. */
export function practiceMemory(
  { fs }: Pick<HostServices, 'fs'>,
  folder: string,
): { read(): Promise<Remembered>; write(remembered: Remembered): Promise<void> } {
  const file = join(folder, 'practice.json');
  return {
    async read() {
      try {
        return memoryForm.parse(JSON.parse(await fs.readFile(file, 'utf8')));
      } catch {
        return { on: false, ports: {} };
      }
    },
    async write(remembered) {
      try {
        await fs.mkdir(folder, { recursive: true, mode: 0o700 });
        await writeDurably(fs, file, `${JSON.stringify(remembered)}\n`, 0o600);
      } catch (cause) {
        const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
        throw new SluiceError('PRACTICE_DIRECTORY_UNUSABLE', {
          params: { directory: folder, reason },
          stage: 'practice',
          affected: [folder],
          cause,
        });
      }
    },
  };
}
