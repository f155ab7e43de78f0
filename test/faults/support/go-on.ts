import { runsHere, type HostWorld, type mirrorHere } from '../../support/host-world.ts';
import { must } from '../case.ts';

/**
 * The same command after something stopped it. Answers how that went: `resumed`, `begun anew`, or `was over` when the
 * earlier run had recorded its end, behind which the command would begin another set.
 */
export async function goOn(
  world: HostWorld,
  again: () => ReturnType<typeof mirrorHere>,
  when: string,
): Promise<string> {
  const [newest] = await runsHere(world);
  if (newest?.record.state === 'complete' && newest.record.kind === 'export') return 'was over';
  const { report } = await again();
  const why = `${when}: ${report.status}: ${JSON.stringify(report.failures)}`;
  must(report.status === 'complete', 'wrong', why);
  return report.resumed ? 'resumed' : 'begun anew';
}
