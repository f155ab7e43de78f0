import { z } from 'zod';
import { pathFactsSchema, pathPurposeSchema, pathTokenSchema } from '../paths.ts';
import { bytes, hostText, identifier, nothing, text, yamlText } from '../scalars.ts';

export const browseEntrySchema = z.strictObject({
  token: pathTokenSchema,
  name: hostText,
  kind: z.enum(['directory', 'file']),
  size: bytes.optional(),
  /** RFC 3339. */
  modified: hostText.optional(),
  /** A set or oc-mirror's archives lie in it. */
  holdsSet: z.boolean(),
});
export type BrowseEntry = z.infer<typeof browseEntrySchema>;

export const browseViewSchema = z.strictObject({
  here: pathFactsSchema,
  parent: pathTokenSchema.optional(),
  entries: z.array(browseEntrySchema),
  /** There are more entries than are shown. */
  truncated: z.boolean(),
});
export type BrowseView = z.infer<typeof browseViewSchema>;

export const placeSchema = z.strictObject({
  kind: z.enum(['drive', 'home', 'recent', 'root', 'practice']),
  token: pathTokenSchema,
  display: hostText,
  label: hostText,
});
export type Place = z.infer<typeof placeSchema>;

export const pathCommands = {
  /** Where browsing can begin. */
  'paths.places': {
    input: z.strictObject({ purpose: pathPurposeSchema }),
    output: z.strictObject({ places: z.array(placeSchema) }),
  },
  'paths.browse': {
    input: z.strictObject({ token: pathTokenSchema, hidden: z.boolean() }),
    output: browseViewSchema,
  },
  'paths.makeFolder': {
    input: z.strictObject({ token: pathTokenSchema, name: text }),
    output: pathFactsSchema,
  },
  'paths.describe': { input: z.strictObject({ token: pathTokenSchema }), output: pathFactsSchema },
  'paths.release': { input: z.strictObject({ token: pathTokenSchema }), output: nothing },
  /** The system's own dialog; null: the user closed it. Only with the capability `nativeDialogs`. */
  'dialogs.pick': {
    input: z.strictObject({ purpose: pathPurposeSchema, id: identifier.optional() }),
    output: z.strictObject({ picked: pathFactsSchema.nullable() }),
  },
  /** A text file that was chosen for `config-file`, at most 5 MiB. */
  'files.read': {
    input: z.strictObject({ token: pathTokenSchema }),
    output: z.strictObject({ name: hostText, text: hostText }),
  },
  /** Writes a text file into a folder chosen for `output-folder`. Refuses to replace unless told to. */
  'files.write': {
    input: z.strictObject({ token: pathTokenSchema, name: text, text: yamlText, replace: z.boolean() }),
    output: z.strictObject({ display: hostText }),
  },
} as const;
