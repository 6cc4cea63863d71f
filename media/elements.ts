/** BCP 47 tag of the language that the page's words are in. */
export const language = document.documentElement.lang;

/** The page's element of that id; the page and the script are built together, so that it is always there. */
export function element<T extends Element>(id: string, type: new () => T): T {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return node;
}

/** Text alone, never markup; untouched when it is the same, so that a live region does not speak twice. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** For paragraphs that are shown only if they have text. */
export function setMessage(node: HTMLElement, text: string): void {
  setText(node, text);
  node.hidden = text === '';
}

/** A new element that holds text. */
export function textElement(tag: string, text: string, className = ''): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className !== '') node.className = className;
  return node;
}

/** Fills a `<select>`, leaving it alone (and open, if it is open) when nothing about it has changed. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
): void {
  const isSame =
    select.options.length === options.length &&
    options.every(({ value: optionValue, label }, index) => {
      const option = select.options[index];
      return option?.value === optionValue && option.text === label;
    });
  if (!isSame) select.replaceChildren(...options.map((option) => new Option(option.label, option.value)));
  if (select.value !== value) select.value = value;
}

/** Puts a value into a text field and keeps the caret as near as it can be to where it was. */
export function setField(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (field.value === value) return;
  const caret = document.activeElement === field ? [field.selectionStart, field.selectionEnd] : undefined;
  field.value = value;
  const [start, end] = caret ?? [];
  // Null for the kinds of input that have no selection (email, datetime-local).
  if (typeof start === 'number' && typeof end === 'number') field.setSelectionRange(start, end);
}
