import { Parser } from 'htmlparser2';

/** The tags that a note's HTML may contain, with their attributes; any other one makes `readHtml` throw. */
const allowed = new Map<string, readonly string[]>([
  ...'p br strong em del pre ul ol li blockquote h1 h2 h3 h4 h5 h6 table thead tbody tr'
    .split(' ')
    .map((name): [string, string[]] => [name, []]),
  ['a', ['href']],
  ['code', ['class']],
  ['th', ['align']],
  ['td', ['align']],
]);

/**
 * What a person can read in a note's HTML: texts, the numbers of lists, the address of a link, the language of code.
 * Throws if the HTML contains something that a note may not contain.
 */
export function readHtml(html: string): string {
  let read = '';
  const numbers: number[] = [];
  const after: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const attributesAllowed = allowed.get(name) ?? fail(`<${name}>`);
      for (const each of Object.keys(attributes))
        if (!attributesAllowed.includes(each)) fail(`<${name} ${each}>`);
      const { href, class: language } = attributes;
      if (href !== undefined && !/^(https?:|mailto:)/i.test(href)) fail(href);
      if (language !== undefined) read += language;
      if (name === 'ol') numbers.push(0);
      if (name === 'ul') numbers.push(Number.NaN);
      if (name === 'li') {
        const number = (numbers.pop() ?? 0) + 1;
        numbers.push(number);
        read += Number.isNaN(number) ? '' : `${number}.`;
      }
      after.push(href ?? '');
    },
    ontext: (text) => void (read += text),
    onclosetag(name) {
      if (name === 'ol' || name === 'ul') numbers.pop();
      read += ` ${after.pop() ?? ''} `;
    },
    oncomment: () => fail('comment'),
    onprocessinginstruction: () => fail('instruction'),
  });
  parser.end(html);
  return read;
}

function fail(what: string): never {
  throw new Error(`The HTML holds ${what}.`);
}

/** The first character of the source, other than white space and markup, that cannot be read where it belongs. */
export function missing(source: string, read: string): string | undefined {
  let at = 0;
  for (const character of source
    .replace(/[ \t\r\n\v\f\u0085\u2028\u2029]/g, '')
    .replace(/[\\`*_~#>|:\-[\]().]/g, '')) {
    const index = read.indexOf(character, at);
    if (index < 0) return character;
    at = index + character.length;
  }
  return undefined;
}
