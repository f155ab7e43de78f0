import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { useContext, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GraphActsContext } from './graph-acts.ts';
import { isGridKey } from './grid-layout.ts';
import type { LaneNodeModel, VersionNodeModel } from './graph-view.ts';
import { useSizeWords } from './use-sizes.ts';

/** A release: a button that chooses it. Arrow keys go to its neighbours; only one of all is in the order of Tab. */
export function VersionNode({ data }: NodeProps<VersionNodeModel>): ReactNode {
  const { version, state, isOnPath, isRisky, size, isCurrent } = data;
  const { t } = useTranslation('content');
  const sizeWords = useSizeWords();
  const { isLocked, wantsFocus, onChoose, onKey, onLook, onFocus } = useContext(GraphActsContext);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent && wantsFocus.current) {
      wantsFocus.current = false;
      button.current?.focus({ preventScroll: true });
    }
  });
  const isHeld = state !== 'outside';
  const isEnd = state === 'first' || state === 'last' || state === 'only';
  const words = [
    version,
    t(`graph.state.${state}`),
    ...(isOnPath ? [t('graph.onPath')] : []),
    ...(isHeld ? [sizeWords(size?.bytes)] : []),
    ...(isRisky ? [t('graph.risky')] : []),
  ];
  return (
    <>
      <Handle type="target" position={Position.Left} className="sluice-graph-handle" isConnectable={false} />
      <button
        ref={button}
        type="button"
        className="sluice-graph-version nopan nodrag"
        data-state={state}
        data-path={isOnPath}
        aria-pressed={isHeld}
        aria-disabled={isLocked}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => onChoose(version)}
        onFocus={() => onFocus(version)}
        onMouseEnter={() => onLook(version)}
        onMouseLeave={() => onLook(undefined)}
        onKeyDown={(event) => {
          if (!isGridKey(event.key)) return;
          event.preventDefault();
          onKey(version, event.key);
        }}
      >
        <span className="sluice-visually-hidden">{words.join(t('listSeparator'))}</span>
        {isEnd && (
          <span className="sluice-graph-end" aria-hidden="true">
            {t(`graph.end.${state}`)}
          </span>
        )}
        <span className="sluice-graph-name" aria-hidden="true">
          {version}
          {isRisky && <ExclamationTriangleIcon className="sluice-graph-risk" />}
        </span>
        {isHeld && (
          <span className="sluice-graph-size" aria-hidden="true">
            {sizeWords(size?.bytes)}
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Right} className="sluice-graph-handle" isConnectable={false} />
    </>
  );
}

/** The title of a lane: a minor version and how many releases it has here. */
export function LaneNode({ data }: NodeProps<LaneNodeModel>): ReactNode {
  const { t } = useTranslation('content');
  return (
    <div className="sluice-graph-lane">
      <strong>{data.minor}</strong>
      <span>{t('graph.laneCount', { count: data.count })}</span>
    </div>
  );
}
