/** Raised when a command, topic or schema changes in a way that an older page cannot read. */
export const contractVersion = 1;
