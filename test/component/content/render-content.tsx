import { useMemo, useState, type ReactNode } from 'react';
import type { ChartValuesTexts, RunRequest } from '../../../core/contract/index.ts';
import { LiveRegion } from '../../../renderer/src/components/live-region.tsx';
import { ContentStep } from '../../../renderer/src/features/content/content-step.tsx';
import { EstimatePanel } from '../../../renderer/src/features/content/estimate-panel.tsx';
import type { UiLanguage } from '../../../renderer/src/i18n/index.ts';
import type { FakeClient } from '../support/fake-client.ts';
import { renderWith, type Rendered } from '../support/render.tsx';
import { contentClient } from './fake-content.ts';

export interface RenderedContent extends Rendered {
  readonly client: FakeClient;
  /** What the parent holds now. */
  readonly yaml: () => string;
  readonly values: () => ChartValuesTexts;
}

/** The step in a parent that keeps its text, as a wizard does. */
export async function renderContent(
  start: string,
  options: {
    readonly client?: FakeClient;
    readonly language?: UiLanguage;
    readonly request?: RunRequest;
    readonly values?: ChartValuesTexts;
  } = {},
): Promise<RenderedContent> {
  const { client = contentClient(), language = 'en', request } = options;
  let held = start;
  let heldValues: ChartValuesTexts = options.values ?? [];
  function Parent(): ReactNode {
    const [yaml, setYaml] = useState(start);
    const [texts, change] = useState(heldValues);
    const values = useMemo(() => ({ texts, change }), [texts]);
    held = yaml;
    heldValues = texts;
    return (
      <LiveRegion>
        <h1>{'Content'}</h1>
        <ContentStep
          site="connected"
          source={{ kind: 'upstream' }}
          yaml={yaml}
          onChange={setYaml}
          values={values}
          estimate={<EstimatePanel request={request} />}
        />
      </LiveRegion>
    );
  }
  const rendered = await renderWith(<Parent />, { client, language });
  await rendered.stores.connection.getState().load();
  return { ...rendered, client, yaml: () => held, values: () => heldValues };
}
