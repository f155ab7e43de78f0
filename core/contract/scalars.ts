import { z } from 'zod';

/** Largest text that a client may send in one field, except where a field says otherwise. */
const maximumText = 4096;
/** An ImageSetConfiguration may be this long (characters): the limit of core/config is 5 MiB. */
export const maximumYamlLength = 5 * 1024 * 1024;

export const text = z.string().max(maximumText);
/** Text that the host makes: not limited by what a client may send. */
export const hostText = z.string();
export const bytes = z.number().int().nonnegative();
export const count = z.number().int().nonnegative();
/** RFC 3339, UTC. */
export const instant = z.string();
export const identifier = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/);
export const yamlText = z.string().max(maximumYamlLength);
/** `host` or `host:port`, checked again where it is used. */
export const registryHost = z.string().min(1).max(300);
export const nothing = z.strictObject({});
