import { describeSet } from '../../../archive/index.ts';
import { formatBytes } from '../../../contract/index.ts';
import { findingMessage } from '../../observer.ts';
import { openCheckedSet, signedNote } from '../../seal/index.ts';
import { passed, warned, type StartCheck } from './start-check.ts';

/** Whether the set that is read is whole and sound, as far as its tables tell: nothing is read back here. */
export const checkSourceSet: StartCheck = async ({ engine, signal }) => {
  const id = 'source-set';
  const directory = engine.request.from;
  if (directory === undefined) return [];
  const policy = engine.request.setSignature;
  const set = await openCheckedSet(engine.services, directory, { signal, policy });
  try {
    const { chunks, problems, set: known } = describeSet(set);
    const bytes = chunks.reduce((sum, { size }) => sum + size, 0);
    const missing = known?.missing ?? [];
    const [first] = missing;
    const told = problems.filter(({ level }) => level !== 'note');
    return [
      ...told.slice(0, 10).map((problem) => ({
        id,
        state: problem.level === 'error' ? ('failed' as const) : ('warning' as const),
        message: findingMessage(problem),
      })),
      ...(first === undefined
        ? []
        : [warned(id, 'CHECK_SET_INCOMPLETE', { directory, count: missing.length, first: first.origin })]),
      ...(told.some(({ level }) => level === 'error')
        ? []
        : [passed(id, 'CHECK_SET_READABLE', { directory, chunks: chunks.length, size: formatBytes(bytes) })]),
      ...signedNote(set.signature).map(({ code, params }) => passed(id, code, params)),
    ];
  } finally {
    await set.close();
  }
};
