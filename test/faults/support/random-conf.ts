import { withoutEndSlashes } from '../../../core/reference/index.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

const hosts = ['a.invalid', 'b.a.invalid', 'c.b.a.invalid', 'a.invalid:5000', '192.0.2.1:5000', 'docker.io'];
const parts = ['ns', 'img', 'library', 'x'];
const wildcards = ['*.invalid', '*.a.invalid', '*.b.a.invalid'];
const digest = `@sha256:${'0123456789abcdef'.repeat(4)}`;

const chance = (random: SeededRandom, part: number): boolean => random.fraction() < part;

/** A host, alone or with the beginning of a path. */
function place(random: SeededRandom): string {
  const path = Array.from({ length: random.between(0, 2) }, () => random.pick(parts));
  return [random.pick(hosts), ...path].join('/');
}

/** The name of an image that a random registries.conf may say something about. */
export function randomReference(random: SeededRandom): string {
  const name = `${place(random)}/${random.pick(parts)}`;
  const draw = random.fraction();
  if (draw < 0.3) return `${name}${digest}`;
  if (draw < 0.35) return `${name}:v1${digest}`;
  return draw < 0.5 ? name : `${name}:v1`;
}

/** A registries.conf with a few registries that have to do with each other, some of them wrong. */
export function randomConf(random: SeededRandom): string {
  return Array.from({ length: random.between(1, 4) }, () => registry(random)).join('\n');
}

function registry(random: SeededRandom): string {
  const draw = random.fraction();
  const prefix = draw < 0.3 ? random.pick(wildcards) : draw < 0.7 ? place(random) : undefined;
  const byDigest = chance(random, 0.15);
  const lines = [
    '[[registry]]',
    ...(prefix === undefined ? [] : [entry('prefix', spoilt(random, prefix))]),
    ...(prefix === undefined || chance(random, 0.8)
      ? [entry('location', spoilt(random, place(random)))]
      : []),
    ...flags(random, { insecure: 0.3, blocked: 0.15 }),
    ...(byDigest ? [entry('mirror-by-digest-only', true)] : []),
  ];
  const mirrors = Array.from({ length: random.between(0, 3) }, () => mirror(random, byDigest));
  return `${[...lines, ...mirrors.flat()].join('\n')}\n`;
}

function mirror(random: SeededRandom, byDigest: boolean): string[] {
  const uses = ['all', 'digest-only', 'tag-only'];
  // Both at once are a fault.
  const hasUse = chance(random, byDigest ? 0.05 : 0.4);
  return [
    '[[registry.mirror]]',
    // Older versions of containers/image do not take off the closing slashes of a mirror; we do, like newer ones.
    entry('location', withoutEndSlashes(spoilt(random, place(random)))),
    ...flags(random, { insecure: 0.3 }),
    ...(hasUse ? [entry('pull-from-mirror', chance(random, 0.03) ? 'sometimes' : random.pick(uses))] : []),
  ];
}

function flags(random: SeededRandom, likely: Readonly<Record<string, number>>): string[] {
  return Object.entries(likely).flatMap(([key, part]) =>
    chance(random, part) ? [entry(key, chance(random, 0.8))] : [],
  );
}

/** Now and then written as nobody should. */
function spoilt(random: SeededRandom, text: string): string {
  const draw = random.fraction();
  if (draw > 0.04) return text;
  return random.pick([
    `${text}/`,
    `https://${text}`,
    `${text}:v1`,
    `${text}${digest}`,
    '',
    text.toUpperCase(),
    `${text}//`,
  ]);
}

const entry = (key: string, value: string | boolean): string => `${key} = ${JSON.stringify(value)}`;
