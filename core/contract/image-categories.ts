/** The four kinds of content that a configuration can ask for. */
export const imageCategories = ['release', 'operator', 'additional', 'helm'] as const;
