import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOneLine, printOneLine } from '../../../src/compose/oneLine.ts';

/** A Sunday. */
const today = '2026-11-29';

/** A line as `who | duration | text | day: details`. */
function read(typed: string): string | undefined {
  const line = parseOneLine(typed, today);
  if (!line) return undefined;
  const { who, duration, text, followUp } = line;
  return [
    who,
    duration === undefined ? '' : String(duration.seconds),
    text,
    followUp ? `${followUp.dueOn}: ${followUp.details}` : '',
  ].join(' | ');
}

test.each([
  ['hooli: wants SSO by June', 'hooli |  | wants SSO by June | '],
  ['hooli 25m: went through the import', 'hooli | 1500 | went through the import | '],
  ['Hooli GmbH 4 1h 5m: went through', 'Hooli GmbH 4 | 3900 | went through | '],
  ['hooli 12:30: went through', 'hooli | 750 | went through | '],
  ['hooli 1 hour 5 minutes: went through', 'hooli | 3900 | went through | '],
  // A number alone is a part of the name, and so is what is no duration of a call.
  ['Umbrella 33: called', 'Umbrella 33 |  | called | '],
  ['hooli 30h: called', 'hooli 30h |  | called | '],
  ['25m: called', '25m |  | called | '],
  ['hooli: wants SSO !fri send the quote', 'hooli |  | wants SSO | 2026-12-04: send the quote'],
  ['hooli: wants SSO !Sunday send it', 'hooli |  | wants SSO | 2026-12-06: send it'],
  ['hooli: wants SSO !today send it', 'hooli |  | wants SSO | 2026-11-29: send it'],
  ['hooli: wants SSO !tomorrow send it', 'hooli |  | wants SSO | 2026-11-30: send it'],
  ['hooli: wants SSO !3d send it', 'hooli |  | wants SSO | 2026-12-02: send it'],
  ['hooli: wants SSO !2026-12-03 send it', 'hooli |  | wants SSO | 2026-12-03: send it'],
  ['hooli: one !mon two !tue three', 'hooli |  | one !mon two | 2026-12-01: three'],
  ['hooli: one !mon two !important', 'hooli |  | one | 2026-11-30: two !important'],
  // What is not understood stays text.
  ['hooli: wants SSO !soon send it', 'hooli |  | wants SSO !soon send it | '],
  ['hooli: wants SSO !2026-02-31 send it', 'hooli |  | wants SSO !2026-02-31 send it | '],
  ['hooli: wants SSO !2020-01-01 send it', 'hooli |  | wants SSO !2020-01-01 send it | '],
  ['hooli: wants SSO !fri', 'hooli |  | wants SSO !fri | '],
  ['hooli: !fri send the quote', 'hooli |  | !fri send the quote | '],
  ['hooli: wow!fri send it', 'hooli |  | wow!fri send it | '],
  ['hooli: see https://x.example: it fails', 'hooli |  | see https://x.example: it fails | '],
  ['hooli: ', 'hooli |  |  | '],
  ['hooli:', undefined],
  ['https://x.example', undefined],
  [': text', undefined],
  ['', undefined],
])('%s', (typed, expected) => {
  expect(read(typed)).toBe(expected);
});

const word = fc.constantFrom(
  'hooli',
  'Hooli GmbH 4',
  '25m',
  '1h',
  '5m',
  '12:30',
  '90s',
  '33',
  '4 min',
  'a:b',
  '\t',
  'é',
);
const piece = fc.oneof(
  word,
  fc.constantFrom('!fri', '!3d', '!2026-12-03', '!soon', '!', ': ', ':', ' '),
  fc.string(),
);
const line = fc
  .tuple(fc.array(word, { maxLength: 5 }), fc.array(piece, { maxLength: 8 }))
  .map(([head, text]) => `${head.join(' ')}: ${text.join(' ')}`);
const anything = fc.oneof(line, fc.string());

test('what a line is read as is read again from what it prints', () => {
  fc.assert(
    fc.property(anything, (typed) => {
      const read = parseOneLine(typed, today);
      if (read) expect(parseOneLine(printOneLine(read), today)).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});

test('nothing that was typed is lost, whatever is understood of it', () => {
  const solid = (text: string) => text.replace(/\s/g, '');
  fc.assert(
    fc.property(anything, (typed) => {
      const read = parseOneLine(typed, today);
      if (read) expect(solid(printOneLine(read))).toBe(solid(typed));
    }),
    { numRuns: 2000 },
  );
});
