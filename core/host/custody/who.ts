import { cleanText, textLimits } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';

/** Who acts, where. */
export interface Actor {
  readonly person: string;
  readonly host: string;
}

/**
 * The person that is named, else `SLUICE_PERSON`, else the user of the operating system; the host as `SLUICE_HOST_NAME`
 * or the system names it. Both are claims of whoever runs the program, cut to one clean line.
 */
export function actorOf(
  { environment }: Pick<HostServices, 'environment'>,
  named: string | undefined,
): Actor {
  const { variables, uid, hostname } = environment;
  const persons = [
    named,
    variables['SLUICE_PERSON'],
    variables['USER'],
    variables['LOGNAME'],
    variables['USERNAME'],
  ];
  return {
    person: firstClean(persons, textLimits.person) ?? (uid >= 0 ? `uid ${uid}` : '-'),
    host: firstClean([variables['SLUICE_HOST_NAME'], hostname], textLimits.host) ?? '-',
  };
}

function firstClean(texts: readonly (string | undefined)[], limit: number): string | undefined {
  return texts.map((text) => cleanText(text ?? '', limit)).find((text) => text !== '');
}
