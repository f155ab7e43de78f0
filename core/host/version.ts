import facts from '../../package.json' with { type: 'json' };

/** Sluice's own version. */
export const toolVersion: string = facts.version;
