import type { ReactNode } from 'react';
import type { ReportCell, ReportTone } from '../../../../core/contract/index.ts';
import { LevelText, type Level } from '../../components/level-text.tsx';

const levels: Readonly<Record<ReportTone, Level>> = {
  good: 'success',
  attention: 'warning',
  bad: 'error',
};

/** A text with what it means, which never hangs on its colour alone. */
export function Toned({
  tone,
  children,
}: {
  readonly tone: ReportTone | undefined;
  readonly children: ReactNode;
}): ReactNode {
  return tone === undefined ? <>{children}</> : <LevelText level={levels[tone]}>{children}</LevelText>;
}

/** A digest or checksum, in small type. */
export function Sum({ sum }: { readonly sum: string | undefined }): ReactNode {
  return sum === undefined || sum === '' ? null : <div className="sluice-mono sluice-report-sum">{sum}</div>;
}

/** A value of a report with the sum that belongs to it. */
export function Cell({ cell }: { readonly cell: ReportCell }): ReactNode {
  if (typeof cell === 'string') return <>{cell}</>;
  return (
    <>
      <Toned tone={cell.tone}>{cell.text}</Toned>
      <Sum sum={cell.sum} />
    </>
  );
}
