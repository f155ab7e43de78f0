import { Label } from '@patternfly/react-core';
import { BanIcon } from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import { ClockIcon } from '@patternfly/react-icons/dist/esm/icons/clock-icon';
import { UserIcon } from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaiverScope, WaiverStanding, WaiverState } from '../../../../core/contract/index.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { VirtualTable, type Column } from '../../components/virtual-table.tsx';
import { useMoment } from '../media/set-summary.tsx';
import { MiddleText } from '../run/middle-text.tsx';

interface WaiverTableProps {
  readonly waivers: readonly WaiverStanding[];
  readonly onRevoke: (waiver: WaiverStanding) => void;
}

/** Waivers of all enclaves, each with who answers for it, why, and until when. */
export function WaiverTable({ waivers, onRevoke }: WaiverTableProps): ReactNode {
  const { t } = useTranslation('approvals');
  const columns = useColumns(onRevoke);
  const rowAt = useCallback((index: number) => waivers[index], [waivers]);
  return (
    <VirtualTable
      label={t('waivers.table')}
      columns={columns}
      total={waivers.length}
      rowAt={rowAt}
      rowKey={({ id }) => id}
      height={460}
      empty={t('waivers.noneLike')}
    />
  );
}

function useColumns(onRevoke: WaiverTableProps['onRevoke']): readonly Column<WaiverStanding>[] {
  const { t } = useTranslation('approvals');
  return useMemo(
    () => [
      {
        key: 'state',
        label: t('waivers.state'),
        width: '7.5rem',
        render: ({ state }) => <StateLabel state={state} />,
      },
      {
        key: 'what',
        label: t('waivers.what'),
        width: '20%',
        render: ({ scope }) => (
          <span className="sluice-mono" title={scopeText(scope)}>
            <MiddleText text={scopeText(scope)} tail={12} />
          </span>
        ),
      },
      {
        key: 'enclave',
        label: t('waivers.enclave'),
        width: '10%',
        render: ({ enclave }) => enclave ?? t('waivers.everywhere'),
      },
      {
        key: 'owner',
        label: t('waive.owner'),
        width: '12%',
        render: ({ owner }) => <span title={owner}>{owner}</span>,
      },
      {
        key: 'why',
        label: t('waive.why'),
        render: (waiver) => <Why waiver={waiver} />,
      },
      {
        key: 'until',
        label: t('waive.until'),
        width: '7.5rem',
        // A waiver's last day is one of UTC, wherever it is looked at.
        render: ({ until }) => <span title={until}>{until.slice(0, 10)}</span>,
      },
      {
        key: 'action',
        label: t('waivers.action'),
        width: '7rem',
        render: (waiver) =>
          waiver.state === 'revoked' ? (
            ''
          ) : (
            <GuardedButton variant="link" isInline isDanger onClick={() => onRevoke(waiver)}>
              {t('revoke.button')}
            </GuardedButton>
          ),
      },
    ],
    [t, onRevoke],
  );
}

/** The reason; of one that was taken back also by whom, when, and why. */
function Why({ waiver: { reason, revoked } }: { readonly waiver: WaiverStanding }): ReactNode {
  const { t } = useTranslation('approvals');
  const moment = useMoment();
  const text =
    revoked === undefined
      ? reason
      : t('waivers.revokedBy', {
          reason,
          by: revoked.by,
          time: moment(revoked.at),
          why: revoked.reason ?? t('waivers.noReason'),
        });
  return <span title={text}>{text}</span>;
}

/** A digest, or a vulnerability and where it is waived. */
export function scopeText(scope: WaiverScope): string {
  if (scope.kind === 'image') return scope.digest;
  return [scope.id, scope.repository, scope.digest].filter((part) => part !== undefined).join(' ');
}

const looks = {
  'in-force': { color: 'yellow', icon: <UserIcon /> },
  expired: { color: 'grey', icon: <ClockIcon /> },
  revoked: { color: 'red', icon: <BanIcon /> },
} as const;

function StateLabel({ state }: { readonly state: WaiverState }): ReactNode {
  const { t } = useTranslation('approvals');
  const { color, icon } = looks[state];
  return (
    <Label color={color} icon={icon} isCompact>
      {t(`waivers.states.${state}`)}
    </Label>
  );
}
