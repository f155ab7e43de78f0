import { describe, expect, it } from 'vitest';
import { commandNames, commands, topicNames, topics } from '../../../core/contract/index.ts';
import { sampleOf } from '../../support/contract-samples.ts';

describe('the samples that the contract suite works with', () => {
  it.each(commandNames)('%s has one of its input and one of its output', (name) => {
    const { input, output } = commands[name];
    expect(input.safeParse(sampleOf(input)).success).toBe(true);
    expect(output.safeParse(sampleOf(output)).success).toBe(true);
  });

  it.each(topicNames)('%s has one of its payload', (name) => {
    expect(topics[name].safeParse(sampleOf(topics[name])).success).toBe(true);
  });
});
