import type { DirectoryEntry } from '../../src/model/directory.ts';
import { createRandom, type Random } from './random.ts';

// Names as CRMs hold them: several scripts, accents, apostrophes, emoji, and the same words in thousands of names.
const words = (text: string): readonly string[] => text.split(' ');
const givenNames = words(
  'Anna Jonas María Łukasz Zoë François Søren Björn Chloé Mateo Aiko 太郎 小明 محمد דוד Иван Ольга Priya Arjun Fatima ' +
    'Noah Olivia Liam Emma James Sophia William Mia Lucas Amelia Henry Evelyn Jack Harper Owen Ella Leo Grace Hugo',
);
const family = words(
  'Müller Schmidt Nguyen García O’Brien Novák Kowalski Andersson Jensen Rossi Ferrari Dubois Lefèvre Santos Silva ' +
    'Yamamoto 田中 王 الأحمد כהן Иванов Петрова Sharma Patel Khan Smith Johnson Brown Taylor Thomas Jackson Harris',
);
const first = words(
  'Northwind Contoso Fabrikam Acme Globex Initech Umbrella Stark Wayne Hooli Vandelay Soylent Tyrell Cyberdyne ' +
    'Wonka Oscorp Aperture Piper Blue Red Green Silver Golden Bright Rapid Solid Prime Alpha Beta Delta Omega ' +
    'Nova Vertex Zenith Quantum Fusion Orbit Pixel Cloud Byte Logic Signal Harbor River Mountain Forest Ocean ' +
    'Summit Valley Canyon Meadow Prairie Island Coastal Urban Metro Central Eastern Western Southern 🚀 ☕',
);
const trade = words(
  'Traders Systems Labs Industries Holdings Media Logistics Foods Software Networks Partners Consulting Analytics ' +
    'Robotics Energy Health Finance Studio Works Group Digital Dynamics Solutions Ventures Design Supply Motors',
);
const form = words('GmbH Ltd Inc LLC AB AS SA BV Oy KK Pty S.r.l. AG Corp Co');
const statuses = ['Active', 'Active', 'New Lead', 'Past Due', 'Cancelled'];

/** This many customers with realistic names, always the same ones; every id is unique. */
export function manyCustomers(count: number): DirectoryEntry[] {
  const random = createRandom(42);
  const of = (list: readonly string[]): string => list[random.int(0, list.length - 1)] ?? '';
  const hex = (length: number): string =>
    Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
  return Array.from({ length: count }, (_, index) => {
    const person = `${of(givenNames)} ${of(family)}`;
    const company = `${of(first)} ${of(first)} ${of(trade)} ${of(form)}`;
    const named = random.chance(1 / 3);
    const host = company.toLowerCase().replace(/[^a-z]+/g, '');
    const local = person
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]+/g, '.');
    const id = `cus_${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${index.toString(16).padStart(12, '0')}`;
    return {
      target: {
        type: 'customer',
        id,
        name: named ? person : company,
        url: `https://app.chartmogul.com/#/customers/${100_000 + index}-${host}`,
      },
      ...(named ? { company } : {}),
      ...(random.chance(1 / 3) ? {} : { email: `${local}${index}@${host.slice(0, 16)}.example` }),
      externalIds: [`cus_${hex(14)}`],
      status: of(statuses),
      mrr: { minorUnits: random.int(0, 499_999), currency: 'EUR', sign: '€' },
      owner: `${of(givenNames).toLowerCase()}@notelog.example`,
    };
  });
}

/** A word with one letter swapped, missing, wrong or doubled, past its first one; short ones stay as they are. */
export function misspelt(word: string, random: Random): string {
  const letters = Array.from(word);
  if (letters.length < 5 || !/^\p{L}+$/u.test(word)) return word;
  const at = random.int(1, letters.length - 2);
  const [here = '', next = ''] = letters.slice(at);
  switch (random.int(0, 3)) {
    case 0:
      return letters.toSpliced(at, 2, next, here).join('');
    case 1:
      return letters.toSpliced(at, 1).join('');
    case 2:
      return letters.toSpliced(at, 1, here === 'x' ? 'y' : 'x').join('');
    default:
      return letters.toSpliced(at, 0, here).join('');
  }
}
