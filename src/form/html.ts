import { escapeUTF8 as escape } from 'entities/escape';

/** HTML that says what it was made of and nothing else: only {@link tag} makes it, which escapes every text. */
export interface Html {
  readonly html: string;
}

/** What a tag can hold; `false` is left out. */
type Child = Html | string | false;

const withoutEnd = new Set(['br', 'input']);

/** An element. Attributes that are `true` have no value, and those that are `false` are left out. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | boolean>>,
  ...children: readonly Child[]
): Html {
  const all = Object.entries(attributes)
    .map(([key, value]) => (value === false ? '' : value === true ? ` ${key}` : ` ${key}="${escape(value)}"`))
    .join('');
  if (withoutEnd.has(name)) return { html: `<${name}${all}>` };
  // The first line break of a text field is dropped by whoever reads the HTML.
  const begin = name === 'textarea' ? '\n' : '';
  return { html: `<${name}${all}>${begin}${children.map(htmlOf).join('')}</${name}>` };
}

function htmlOf(child: Child): string {
  if (child === false) return '';
  return typeof child === 'string' ? escape(child) : child.html;
}
