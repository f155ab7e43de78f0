import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import type { Node, NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VersionButton } from '../graph/version-button.tsx';
import type { VersionState } from '../graph/version-state.ts';

export type EntryNodeModel = Node<
  {
    /** The bundle. */
    readonly name: string;
    readonly version: string | undefined;
    readonly state: VersionState;
    readonly isHead: boolean;
    readonly isDeprecated: boolean;
    readonly isCurrent: boolean;
  },
  'entry'
>;

/** An entry of a channel. */
export function EntryNode({ data }: NodeProps<EntryNodeModel>): ReactNode {
  const { name, version, state, isHead, isDeprecated, isCurrent } = data;
  const { t } = useTranslation(['operators', 'content']);
  return (
    <VersionButton
      id={name}
      state={state}
      isCurrent={isCurrent}
      isUnusable={version === undefined}
      words={[
        version ?? name,
        t(`content:graph.state.${state}`),
        ...(isHead ? [t('entries.isHead')] : []),
        ...(isDeprecated ? [t('mark.deprecated')] : []),
        ...(version === undefined ? [t('entries.noVersion')] : []),
      ]}
      name={
        <>
          <span className="sluice-operators-version" title={name}>
            {version ?? name}
          </span>
          {isDeprecated && <ExclamationTriangleIcon className="sluice-graph-risk" />}
        </>
      }
      below={isHead ? t('entries.headMark') : undefined}
    />
  );
}
