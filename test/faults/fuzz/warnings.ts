/**
 * Hears what a library has the process say on standard error: that may quote what was read, secrets included, and
 * nobody translates it.
 */
export function watchWarnings(): { heard(): string | undefined; stop(): void } {
  const original = process.emitWarning;
  let warning: string | undefined;
  process.emitWarning = (text: string | Error): void => {
    warning ??= String(text);
  };
  return {
    heard: () => warning,
    stop: () => {
      process.emitWarning = original;
    },
  };
}
