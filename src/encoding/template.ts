/**
 * Text with placeholders, as profiles hold it: `{name}` or `{name:argument}`. Other braces are text.
 *
 * @module
 */

export interface Placeholder {
  readonly name: string;
  readonly argument: string | null;
  /** As it stands in the text. */
  readonly source: string;
}

const PLACEHOLDER = /\{([a-z]+(?:-[a-z]+)*)(?::([^{}]*))?\}/g;

export function placeholdersIn(template: string): readonly Placeholder[] {
  return [...template.matchAll(PLACEHOLDER)].map(([source, name = '', argument]) => ({
    name,
    argument: argument ?? null,
    source,
  }));
}

export function filled(template: string, fill: (placeholder: Placeholder) => string): string {
  return template.replace(PLACEHOLDER, (source: string, name: string, argument: string | undefined) =>
    fill({ name, argument: argument ?? null, source }),
  );
}
