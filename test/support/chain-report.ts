import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SetReport } from '../../core/report/index.ts';
import { expectSuccess } from './integration-stage.ts';
import type { ChainSet, ChainSite } from './chain-world.ts';

const artifacts = join(import.meta.dirname, '..', '.artifacts', 'chain');

/** The officer's report of a set on its medium at a site, every byte read for it; what differs from the set before it. */
export async function setReport(
  { stage }: ChainSite,
  { medium }: ChainSet,
  before?: ChainSet,
): Promise<SetReport> {
  const previous = before === undefined ? '' : `--previous ${before.medium}`;
  const outcome = await stage.type(`sluice report ${medium} ${previous} --verify --format json`);
  expectSuccess(outcome);
  return JSON.parse(outcome.output) as SetReport;
}

/** The same as pages for people in both languages, kept among the artifacts of the tests for whoever wants to look. */
export async function reportPages(
  site: ChainSite,
  name: string,
  command: string,
): Promise<Readonly<Record<'en' | 'zh', string>>> {
  const page = async (language: 'en' | 'zh'): Promise<string> => {
    const outcome = await site.stage.type(`sluice report ${command} --lang ${language}`);
    expectSuccess(outcome);
    expect(outcome.output).toContain(`<html lang="${language}`);
    await mkdir(artifacts, { recursive: true });
    await writeFile(join(artifacts, `${name}-${language}.html`), outcome.output);
    return outcome.output;
  };
  return { en: await page('en'), zh: await page('zh') };
}
