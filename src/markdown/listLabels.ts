/** Of an `<ol>` or `<ul>`: its attributes as they are written, and how many items it has. */
export interface ListFacts {
  readonly name: string;
  readonly start?: string | undefined;
  readonly reversed?: boolean;
  readonly type?: string | undefined;
  readonly style?: string | undefined;
  readonly items: number;
}

type Numbering = (number: number) => string;

/** Counts the items of a list, as a browser does. */
export class ListLabels {
  /** The list has numbers or letters. */
  readonly isOrdered: boolean;
  readonly #step: number;
  readonly #numbering: Numbering;
  #next: number;

  constructor({ name, start, reversed = false, type, style = '', items }: ListFacts) {
    this.isOrdered = name === 'ol';
    this.#step = reversed ? -1 : 1;
    this.#next = integerIn(start) ?? (reversed ? items : 1);
    this.#numbering = numberingOf(type ?? /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(style)?.[1]);
  }

  /** The label of the next item: `3.`, `c.`, `-`. `value`: the item's attribute of this name. */
  next(value: string | undefined): string {
    if (!this.isOrdered) return '-';
    const number = integerIn(value) ?? this.#next;
    this.#next = number + this.#step;
    return `${this.#numbering(number)}.`;
  }
}

/** At most nine digits, more than which Markdown cannot have either. */
function integerIn(text: string | undefined): number | undefined {
  const digits = /^\s*([+-]?\d{1,9})(?!\d)/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function numberingOf(type: string | undefined): Numbering {
  switch (type) {
    case 'a':
    case 'lower-alpha':
    case 'lower-latin':
      return letters;
    case 'A':
    case 'upper-alpha':
    case 'upper-latin':
      return (number) => letters(number).toUpperCase();
    case 'i':
    case 'lower-roman':
      return (number) => roman(number).toLowerCase();
    case 'I':
    case 'upper-roman':
      return roman;
    default:
      return String;
  }
}

/** 1 is a, 26 is z, 27 is aa. */
function letters(number: number): string {
  if (number < 1) return String(number);
  const last = (number - 1) % 26;
  const before = Math.floor((number - 1) / 26);
  return (before === 0 ? '' : letters(before)) + String.fromCharCode(97 + last);
}

const romanDigits = Object.entries({
  ...{ M: 1000, CM: 900, D: 500, CD: 400, C: 100, XC: 90 },
  ...{ L: 50, XL: 40, X: 10, IX: 9, V: 5, IV: 4, I: 1 },
});

function roman(number: number): string {
  if (number < 1 || number > 3999) return String(number);
  let rest = number;
  let text = '';
  for (const [digit, value] of romanDigits) for (; rest >= value; rest -= value) text += digit;
  return text;
}
