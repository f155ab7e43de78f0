import type { z } from 'zod';
import { SluiceError, type Finding } from '../contract/index.ts';
import { readBounded, writeDurably } from '../ports/index.ts';
import type { HostServices } from './services.ts';

/** A small file of the application's own, always whole: registries, enclaves and their like. */
export interface KeptFile<Value> {
  /** What is in the file; the empty value when there is none, or when it was damaged and put aside. */
  read(): Promise<Value>;
  /**
   * Replaces the content by what `edit` makes of it; changes go one after the other. Throws STATE_NOT_SAVED,
   * and what `edit` throws; the old content stays then.
   */
  change(edit: (value: Value) => Value): Promise<Value>;
}

export interface KeptFileOptions<Value> {
  readonly services: Pick<HostServices, 'fs' | 'clock'>;
  readonly file: string;
  readonly schema: z.ZodType<Value>;
  readonly empty: Value;
  /** Told when the file could not be understood. */
  readonly onDamaged: (finding: Finding) => void;
}

const sizeLimit = 64 * 1024 * 1024;

export function keptFile<Value>(options: KeptFileOptions<Value>): KeptFile<Value> {
  const { services, file, schema, empty, onDamaged } = options;
  const { fs, clock } = services;

  const read = async (): Promise<Value> => {
    let text: string;
    try {
      text = (await readBounded(fs, file, sizeLimit)).toString('utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return empty;
      throw notUsable('STATE_NOT_READ', file, error);
    }
    const value = parse(schema, text);
    if (value !== undefined) return value;
    // Kept beside, so that nothing in it is lost to the next save.
    const aside = `${file}.damaged-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`;
    await fs.rename(file, aside).catch(() => undefined);
    onDamaged({ level: 'warning', code: 'STATE_DAMAGED', params: { file, aside }, affected: [aside] });
    return empty;
  };

  let queue: Promise<unknown> = Promise.resolve();
  return {
    // A read sees the changes that were asked for before it.
    read: () => queue.then(read, read),
    async change(edit) {
      const turn = queue.then(async () => {
        const value = edit(await read());
        try {
          await writeDurably(fs, file, `${JSON.stringify(value, null, 2)}\n`, 0o600);
        } catch (error) {
          throw notUsable('STATE_NOT_SAVED', file, error);
        }
        return value;
      });
      queue = turn.catch(() => undefined);
      return await turn;
    },
  };
}

function parse<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function notUsable(code: 'STATE_NOT_READ' | 'STATE_NOT_SAVED', file: string, cause: unknown): SluiceError {
  const reason = (cause as NodeJS.ErrnoException).code ?? (cause instanceof RangeError ? 'EFBIG' : 'unknown');
  return new SluiceError(code, { params: { file, reason }, stage: 'application', affected: [file], cause });
}
