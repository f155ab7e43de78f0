import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import type { NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VersionButton } from '../graph/version-button.tsx';
import type { VersionNodeModel } from './graph-view.ts';
import { useSizeWords } from './use-sizes.ts';

/** A release of the graph. */
export function VersionNode({ data }: NodeProps<VersionNodeModel>): ReactNode {
  const { version, state, isOnPath, isRisky, size, isCurrent } = data;
  const { t } = useTranslation('content');
  const sizeWords = useSizeWords();
  const isHeld = state !== 'outside';
  return (
    <VersionButton
      id={version}
      state={state}
      isOnPath={isOnPath}
      isCurrent={isCurrent}
      words={[
        version,
        t(`graph.state.${state}`),
        ...(isOnPath ? [t('graph.onPath')] : []),
        ...(isHeld ? [sizeWords(size?.bytes)] : []),
        ...(isRisky ? [t('graph.risky')] : []),
      ]}
      name={
        <>
          {version}
          {isRisky && <ExclamationTriangleIcon className="sluice-graph-risk" />}
        </>
      }
      below={isHeld ? sizeWords(size?.bytes) : undefined}
    />
  );
}
