import { failed } from '../fault.ts';
import { type GoObject, isGoObject, type Value } from '../value.ts';
import { fixed, type FunctionTable, variadic } from './define.ts';
import { toInteger } from './numbers.ts';
import { withMust } from './must.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const layoutForm =
  /January|Monday|2006|-07:00|-0700|Z07:00|Jan|Mon|MST|002|01|02|03|04|05|06|15|PM|pm|_2|[12345]/g;

/** Writes a moment by a layout of Go, in UTC: the one time zone that is the same everywhere. */
function formatted(layout: string, moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const twelve = moment.getUTCHours() % 12 || 12;
  const day = days[moment.getUTCDay()] ?? '';
  const month = months[moment.getUTCMonth()] ?? '';
  const startOfYear = Date.UTC(moment.getUTCFullYear(), 0, 1);
  const words: Readonly<Record<string, string>> = {
    January: month,
    Jan: month.slice(0, 3),
    Monday: day,
    Mon: day.slice(0, 3),
    MST: 'UTC',
    '2006': String(moment.getUTCFullYear()).padStart(4, '0'),
    '06': two(moment.getUTCFullYear() % 100),
    '01': two(moment.getUTCMonth() + 1),
    '1': String(moment.getUTCMonth() + 1),
    '02': two(moment.getUTCDate()),
    _2: String(moment.getUTCDate()).padStart(2),
    '2': String(moment.getUTCDate()),
    '002': String(Math.floor((moment.getTime() - startOfYear) / 86_400_000) + 1).padStart(3, '0'),
    '15': two(moment.getUTCHours()),
    '03': two(twelve),
    '3': String(twelve),
    '04': two(moment.getUTCMinutes()),
    '4': String(moment.getUTCMinutes()),
    '05': two(moment.getUTCSeconds()),
    '5': String(moment.getUTCSeconds()),
    PM: moment.getUTCHours() < 12 ? 'AM' : 'PM',
    pm: moment.getUTCHours() < 12 ? 'am' : 'pm',
    '-07:00': '+00:00',
    '-0700': '+0000',
    'Z07:00': 'Z',
  };
  return layout.replaceAll(layoutForm, (word) => words[word] ?? word);
}

class Moment implements GoObject {
  readonly goType = 'time.Time';
  readonly date: Date;

  constructor(date: Date) {
    this.date = date;
  }

  field(name: string): Value | undefined {
    switch (name) {
      case 'Unix':
        return BigInt(Math.floor(this.date.getTime() / 1000));
      case 'Year':
        return BigInt(this.date.getUTCFullYear());
      case 'Month':
        return months[this.date.getUTCMonth()] ?? '';
      case 'Day':
        return BigInt(this.date.getUTCDate());
      case 'UTC':
        return this;
      case 'String':
        return this.text();
      default:
        return undefined;
    }
  }

  call(name: string, [layout = null]: readonly Value[]): Value | undefined {
    return name === 'Format' && typeof layout === 'string' ? formatted(layout, this.date) : undefined;
  }

  text(): string {
    return formatted('2006-01-02 15:04:05 -0700 MST', this.date);
  }

  plain(): string {
    return formatted('2006-01-02T15:04:05Z07:00', this.date);
  }
}

function dateOf(value: Value, now: Date): Date {
  if (isGoObject(value) && value instanceof Moment) return value.date;
  return typeof value === 'bigint' ? new Date(Number(value) * 1000) : now;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** A length of time such as `-1.5h` in milliseconds. Throws a TemplateFault. */
function duration(text: string): number {
  if (!/^[+-]?(?:[0-9]+(?:\.[0-9]+)?(?:h|ms|m|s))+$/.test(text))
    throw failed(`time: invalid duration "${text}"`);
  const parts = [...text.matchAll(/([0-9.]+)(h|ms|m|s)/g)];
  const size = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
  return text.startsWith('-') ? -size : size;
}

function durationText(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  const [hours, minutes] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60];
  const rest = `${seconds % 60}s`;
  return hours > 0 ? `${hours}h${minutes}m${rest}` : minutes > 0 ? `${minutes}m${rest}` : rest;
}

const isoDay = '2006-01-02';
const modify = fixed(['string', 'any'], ([text, value], { now }) => {
  return new Moment(new Date(dateOf(value, now).getTime() + duration(text)));
});
const inZone = fixed(['string', 'any', 'string'], ([layout, value], { now }) =>
  formatted(layout, dateOf(value, now)),
);

/** The functions of the sprig library for dates. `now` is one moment for the whole rendering. */
export const dateFunctions: FunctionTable = {
  now: fixed([], (_, { now }) => new Moment(now)),
  date: fixed(['string', 'any'], ([layout, value], { now }) => formatted(layout, dateOf(value, now))),
  dateInZone: inZone,
  date_in_zone: inZone,
  htmlDate: fixed(['any'], ([value], { now }) => formatted(isoDay, dateOf(value, now))),
  htmlDateInZone: fixed(['any', 'string'], ([value], { now }) => formatted(isoDay, dateOf(value, now))),
  date_modify: modify,
  must_date_modify: modify,
  unixEpoch: fixed(['any'], ([value], { now }) => String(Math.floor(dateOf(value, now).getTime() / 1000))),
  ago: variadic(['any'], 'any', ([value], _, { now }) =>
    durationText(now.getTime() - dateOf(value, now).getTime()),
  ),
  duration: fixed(['any'], ([value]) => durationText(Number(toInteger(value)) * 1000)),
  durationRound: fixed(['any'], ([value]) => {
    const milliseconds = typeof value === 'string' ? duration(value) : Number(toInteger(value)) / 1_000_000;
    return roundedDuration(Math.abs(milliseconds) / 1000);
  }),
  ...withMust({
    dateModify: modify,
    toDate: fixed(['string', 'string'], ([, text]) => {
      const date = new Date(text);
      return new Moment(Number.isNaN(date.getTime()) ? new Date(0) : date);
    }),
  }),
};

/** The largest unit alone. */
function roundedDuration(seconds: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [31_536_000, 'y'],
    [2_592_000, 'mo'],
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  const found = steps.find(([size]) => seconds > size);
  return found === undefined ? '0s' : `${Math.floor(seconds / found[0])}${found[1]}`;
}
