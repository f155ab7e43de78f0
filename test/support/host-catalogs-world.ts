import {
  commands,
  type CheckedInput,
  type CommandInput,
  type CommandOutput,
  type TopicPayload,
} from '../../core/contract/index.ts';
import { catalogHandlers, knownCatalogs, openedCatalogs } from '../../core/host/catalogs/index.ts';
import type { HostServices } from '../../core/host/services.ts';
import type { Clock } from '../../core/ports/index.ts';
import { planWorld, type PlanWorld } from './plan-world.ts';

type Served = ReturnType<typeof catalogHandlers>;

/** The handlers of catalogues over the practice environment, as a page calls them. */
export interface CatalogsWorld {
  readonly plan: PlanWorld;
  /** What `catalog.progress` told. */
  readonly progress: readonly TopicPayload<'catalog.progress'>[];
  call<Name extends keyof Served & keyof typeof commands>(
    name: Name,
    input: CommandInput<Name>,
    signal?: AbortSignal,
  ): Promise<CommandOutput<Name>>;
  /** Forgets what is open, as a restart does. */
  forget(): void;
  /** The services of a site in practice. */
  services(site: 'connected' | 'enterprise' | 'enclave'): Promise<HostServices>;
  close(): Promise<void>;
}

export const practiceCatalog = 'registry.redhat.io/redhat/redhat-operator-index:v4.15';

export async function catalogsWorld(changes: { readonly clock?: Clock } = {}): Promise<CatalogsWorld> {
  const plan = await planWorld(changes);
  const progress: TopicPayload<'catalog.progress'>[] = [];
  const opened = openedCatalogs(plan.desk.services.clock);
  const handlers = catalogHandlers({
    ...plan.desk,
    events: {
      publish: (topic, payload) => {
        if (topic === 'catalog.progress') progress.push(payload as TopicPayload<'catalog.progress'>);
      },
    },
    opened,
    known: knownCatalogs(),
  });
  return {
    plan,
    progress,
    call: async (name, input, signal = new AbortController().signal) => {
      const checked = commands[name].input.parse(input) as CheckedInput<typeof name>;
      const handler = handlers[name] as (
        input: CheckedInput<typeof name>,
        context: { readonly signal: AbortSignal; readonly caller: { id: string; role: 'controller' } },
      ) => Promise<unknown>;
      const output = await handler(checked, { signal, caller: { id: 'page', role: 'controller' } });
      return commands[name].output.parse(output) as CommandOutput<typeof name>;
    },
    forget: () => opened.clear(),
    services: async (site) => (await plan.desk.workplaces.at(site)).services,
    close: async () => {
      opened.clear();
      await plan.close();
    },
  };
}
