import type { OperatorConfig, OperatorPackage } from '../../config/index.ts';
import type { Sentence, SentenceCode } from '../../contract/index.ts';

/** As many packages are named in one sentence, and as many have sentences of their own. */
const namesShown = 12;
const packagesShown = 12;

/** What the `operators` of a configuration mean (oc-mirror-v2.md 6.4; users.md 19), catalogue by catalogue. */
export function operatorSentencesOf(operators: readonly OperatorConfig[]): Sentence[] {
  const isPicked = operators.some(({ packages }) => packages.length > 0);
  return [...operators.flatMap(catalogSentences), ...(isPicked ? [sentence('OPERATORS_ALONE')] : [])];
}

const sentence = (code: SentenceCode, params: Sentence['params'] = {}): Sentence => ({ code, params });

function catalogSentences({ catalog, packages, full }: OperatorConfig): Sentence[] {
  if (packages.length === 0)
    return [sentence(full ? 'OPERATORS_EVERYTHING' : 'OPERATORS_WHOLE', { catalog })];
  const plain = packages.filter((entry) => isPlain(entry));
  const chosen = packages.filter((entry) => !isPlain(entry));
  const more = Math.max(0, chosen.length - packagesShown);
  return [
    sentence('OPERATORS_OF', { catalog, count: packages.length }),
    ...(plain.length === 0
      ? []
      : [
          sentence(full ? 'OPERATORS_ALL' : 'OPERATORS_HEADS', {
            packages: listed(plain.map(({ name }) => name)),
          }),
        ]),
    ...chosen.slice(0, packagesShown).flatMap((entry) => packageSentences(entry, full)),
    ...(more === 0 ? [] : [sentence('OPERATORS_MORE', { count: more })]),
  ];
}

function isPlain({ channels, defaultChannel, minVersion, maxVersion }: OperatorPackage): boolean {
  return channels.length === 0 && (defaultChannel ?? minVersion ?? maxVersion) === undefined;
}

function packageSentences(entry: OperatorPackage, full: boolean): Sentence[] {
  const { name, channels, defaultChannel } = entry;
  const ranges = Map.groupBy(channels, (channel) => {
    // A package's own range holds for its channels; the two are never mixed (oc-mirror-v2.md 1.3).
    const { minVersion = entry.minVersion, maxVersion = entry.maxVersion } = channel;
    return JSON.stringify(rangeOf({ minVersion, maxVersion }, full));
  });
  const said =
    channels.length === 0
      ? [everyChannel(name, rangeOf(entry, full))]
      : [...ranges].map(([range, same]) => {
          const { code, ...bounds } = JSON.parse(range) as RangeWords;
          const names = same.map((channel) => channel.name);
          return sentence(`${code}_IN`, {
            package: name,
            channels: listed(names),
            count: names.length,
            ...bounds,
          });
        });
  const isDefault = defaultChannel === undefined || defaultChannel === '';
  return isDefault
    ? said
    : [...said, sentence('OPERATOR_DEFAULT_CHANNEL', { package: name, channel: defaultChannel })];
}

type RangeWords = {
  readonly code:
    | 'OPERATOR_HEADS'
    | 'OPERATOR_ALL'
    | 'OPERATOR_ONE'
    | 'OPERATOR_RANGE'
    | 'OPERATOR_FROM'
    | 'OPERATOR_UP_TO';
} & Readonly<Record<string, string>>;

function everyChannel(name: string, { code, ...bounds }: RangeWords): Sentence {
  switch (code) {
    case 'OPERATOR_HEADS':
      return sentence('OPERATORS_HEADS', { packages: name });
    case 'OPERATOR_ALL':
      return sentence('OPERATORS_ALL', { packages: name });
    default:
      return sentence(code, { package: name, ...bounds });
  }
}

/** oc-mirror-v2.md 6.4: without bounds the heads, unless `full` asks for everything. */
function rangeOf(
  {
    minVersion,
    maxVersion,
  }: { readonly minVersion?: string | undefined; readonly maxVersion?: string | undefined },
  full: boolean,
): RangeWords {
  // An empty text is an absent one (oc-mirror-v2.md 1.2).
  const [min, max] = [minVersion, maxVersion].map((text) => (text === '' ? undefined : text));
  if (min !== undefined && max !== undefined) {
    return min === max ? { code: 'OPERATOR_ONE', version: min } : { code: 'OPERATOR_RANGE', min, max };
  }
  if (min !== undefined) return { code: 'OPERATOR_FROM', min };
  if (max !== undefined) return { code: 'OPERATOR_UP_TO', max };
  return { code: full ? 'OPERATOR_ALL' : 'OPERATOR_HEADS' };
}

/** Names of a list; those that are too many are counted. */
function listed(names: readonly string[]): string {
  const more = names.length - namesShown;
  return [...names.slice(0, namesShown), ...(more > 0 ? [`… (+${more})`] : [])].join(', ');
}
