import type { Drive, DriveStatus, MediumTest, PathPurpose } from '../../contract/index.ts';
import { traitsOf, type DriveVerdict, type MediaDrive } from '../../media/index.ts';
import type { FoundSet } from '../archives/index.ts';
import { displayText } from '../paths/display.ts';
import type { OwnPathRegistry } from '../paths/index.ts';

export interface DriveFindings {
  readonly drive: MediaDrive;
  readonly verdicts: readonly DriveVerdict[];
  readonly sets: readonly FoundSet[];
  readonly test: MediumTest | undefined;
}

/** A drive as a page shows it: places as tokens for the purpose that was asked for. */
export function toDriveView(
  paths: OwnPathRegistry,
  purpose: PathPurpose,
  { drive, verdicts, sets, test }: DriveFindings,
): Drive {
  const { mountPoint, fileSystem, free } = drive;
  const root =
    mountPoint !== undefined && paths.fence.holds(mountPoint) ? paths.list(mountPoint, purpose) : undefined;
  const shown = fileSystem === undefined ? undefined : (traitsOf(fileSystem)?.name ?? fileSystem);
  return {
    id: drive.id,
    label: displayText(drive.label),
    model: displayText(drive.model),
    kind: drive.kind,
    removable: drive.removable,
    capacity: drive.capacity,
    ...(free !== undefined && { free }),
    ...(shown !== undefined && { fileSystem: shown }),
    readOnly: drive.readOnly,
    mounted: mountPoint !== undefined,
    ...(mountPoint !== undefined && { mountPoint: displayText(mountPoint) }),
    ...(root !== undefined && { root }),
    ...(test !== undefined && { test }),
    statuses: verdicts.map(toStatus),
    sets: sets
      .filter(({ folder }) => paths.fence.holds(folder))
      .map(({ folder, brief }) => ({
        folder: paths.list(folder, purpose),
        display: displayText(folder),
        brief,
      })),
  };
}

function toStatus({ level, code, params }: DriveVerdict): DriveStatus {
  return { level, message: { code, params: { ...params }, affected: [] } };
}
