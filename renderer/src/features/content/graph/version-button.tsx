import { Handle, Position } from '@xyflow/react';
import { useContext, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GraphActsContext } from './graph-acts.ts';
import { isGridKey } from './grid-layout.ts';
import type { VersionState } from './version-state.ts';

interface VersionButtonProps {
  readonly id: string;
  readonly state: VersionState;
  readonly isOnPath?: boolean;
  /** The one of the graph that the Tab key reaches. */
  readonly isCurrent: boolean;
  /** It can be looked at, and not be an end of the range. */
  readonly isUnusable?: boolean;
  /** All of it for a screen reader. */
  readonly words: readonly string[];
  readonly name: ReactNode;
  readonly below?: ReactNode;
}

/** A version of a graph: a button that chooses it. Arrow keys go to its neighbours; only one is in the order of Tab. */
export function VersionButton(props: VersionButtonProps): ReactNode {
  const { id, state, isOnPath = false, isCurrent, isUnusable = false, words, name, below } = props;
  const { t } = useTranslation('content');
  const { isLocked, wantsFocus, onChoose, onKey, onLook, onFocus } = useContext(GraphActsContext);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent && wantsFocus.current) {
      wantsFocus.current = false;
      button.current?.focus({ preventScroll: true });
    }
  });
  const isEnd = state === 'first' || state === 'last' || state === 'only';
  return (
    <>
      <Handle type="target" position={Position.Left} className="sluice-graph-handle" isConnectable={false} />
      <button
        ref={button}
        type="button"
        className="sluice-graph-version nopan nodrag"
        data-state={state}
        data-path={isOnPath}
        aria-pressed={state !== 'outside'}
        aria-disabled={isLocked || isUnusable}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => onChoose(id)}
        onFocus={() => onFocus(id)}
        onMouseEnter={() => onLook(id)}
        onMouseLeave={() => onLook(undefined)}
        onKeyDown={(event) => {
          if (!isGridKey(event.key)) return;
          event.preventDefault();
          onKey(id, event.key);
        }}
      >
        <span className="sluice-visually-hidden">{words.join(t('listSeparator'))}</span>
        {isEnd && (
          <span className="sluice-graph-end" aria-hidden="true">
            {t(`graph.end.${state}`)}
          </span>
        )}
        <span className="sluice-graph-name" aria-hidden="true">
          {name}
        </span>
        {below !== undefined && (
          <span className="sluice-graph-size" aria-hidden="true">
            {below}
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Right} className="sluice-graph-handle" isConnectable={false} />
    </>
  );
}
