import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../core/helm/index.ts';
import { capabilities, releaseValues } from '../../../core/helm/render/index.ts';
import {
  Budget,
  readYaml,
  TemplateEngine,
  TemplateFault,
  type Value,
} from '../../../core/helm/template/index.ts';
import { chartOf, chartTree, helmFixture } from '../../support/helm-charts.ts';

// What Go's own text/template with sprig 3.2.3 made of these; test/fixtures/helm/README.md says how it was recorded.
interface Recorded {
  readonly expression: string;
  readonly output?: string;
  readonly fails?: boolean;
}

const recorded = JSON.parse(helmFixture('expressions.json')) as readonly Recorded[];

function evaluate(expression: string): string | TemplateFault {
  const engine = new TemplateEngine({ now: new Date(0) });
  const data = new Map<string, Value>([
    ['Values', readYaml(helmFixture('expressions.values.yaml'), new Budget())],
    ['Capabilities', capabilities()],
    ['Release', releaseValues()],
  ]);
  try {
    engine.add('case', expression.replaceAll('⏎', '\n'));
    return engine.render('case', data);
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    throw error;
  }
}

describe('expressions that Go has evaluated', () => {
  it('has a corpus worth the name', () => {
    expect(recorded.length).toBeGreaterThan(300);
  });

  it.each(recorded.map((entry) => [entry.expression, entry] as const))(
    '%s',
    (expression, { output, fails }) => {
      const result = evaluate(expression);
      if (fails === true) expect(result).toBeInstanceOf(TemplateFault);
      else expect(result).toBe(output);
    },
  );
});

describe('a chart that Go has rendered', () => {
  it('comes to the same text, file by file', async () => {
    const expected = JSON.parse(helmFixture('web.expected.json')) as Record<string, string>;
    const chart = await chartOf(chartTree(helmFixture('web.chart.txt')));
    const { documents } = renderChart(chart);
    const rendered = Object.fromEntries(documents.map(({ source, text }) => [source, text]));
    const { 'web/templates/NOTES.txt': notes, ...manifests } = expected;
    expect(notes).toContain('Thank you');
    expect(rendered).toEqual(manifests);
  });
});
