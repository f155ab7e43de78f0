/** What a person is told: what happened, and what to do next. `{name}` stands for a parameter. */
export interface ErrorText {
  readonly what: string;
  readonly next: string;
}

/** The words of one code in both languages. */
export interface ErrorEntry {
  readonly en: ErrorText;
  readonly zh: ErrorText;
}

export type ErrorArea = Readonly<Record<string, ErrorEntry>>;
export type Language = keyof ErrorEntry;
