/** What a template can have filled in, each written as `{{name}}`. */
export const templateNames = [
  'customer',
  'account',
  'date',
  'time',
  'author',
  'branch',
  'folder',
  'selection',
  'clipboard',
  'cursor',
] as const;

/** One of {@link templateNames}. */
export type TemplateName = (typeof templateNames)[number];

/** What is filled in. Undefined: the placeholder stays in the text as it is. */
export type TemplateValues = Readonly<Partial<Record<Exclude<TemplateName, 'cursor'>, string>>>;

/** A template's text, filled in. */
export interface FilledTemplate {
  readonly text: string;
  /** Where the first `{{cursor}}` stood, in UTF-16 units. */
  readonly cursor: number | undefined;
  /** The placeholders that stayed as they are, each once, as they are written. */
  readonly left: readonly string[];
}

const placeholder = /\{\{[ \t]{0,9}([\p{L}\p{N}_.:-]{1,50})[ \t]{0,9}\}\}/gu;

/** UTF-16 units of a value: more than any note takes. */
const longestValue = 200_000;

/** Which of the names a text has placeholders for. */
export function namesIn(text: string): ReadonlySet<TemplateName> {
  return new Set([...text.matchAll(placeholder)].flatMap(([, name]) => (isName(name) ? [name] : [])));
}

/**
 * Fills a text in. A value is never looked through for placeholders of its own, and one that is too long for a note is
 * left out like a name that nobody knows.
 */
export function fillTemplate(text: string, values: TemplateValues): FilledTemplate {
  let filled = '';
  let end = 0;
  let cursor: number | undefined;
  const left = new Set<string>();
  for (const match of text.matchAll(placeholder)) {
    const [whole, name] = match;
    filled += unixLines(text.slice(end, match.index));
    end = match.index + whole.length;
    if (name === 'cursor') {
      cursor ??= filled.length;
      continue;
    }
    const value = isValueName(name) ? values[name] : undefined;
    const isLeft = value === undefined || value.length > longestValue;
    if (isLeft) left.add(whole);
    filled += isLeft ? whole : unixLines(value);
  }
  return { text: filled + unixLines(text.slice(end)), cursor, left: [...left] };
}

function isValueName(name: string | undefined): name is keyof TemplateValues {
  return isName(name) && name !== 'cursor';
}

function isName(name: string | undefined): name is TemplateName {
  return templateNames.some((each) => each === name);
}

/** As the form's field counts them. */
function unixLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
