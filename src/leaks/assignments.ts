import type { Secret } from './secret.ts';

/** The end of a name whose value is secret, and what stands between the two. */
const assigned =
  /(pass(?:word|wd|phrase|code)?|pwd|secret|token|(?<!\w)_auth(?!\w)|credential|(?:api|access|private|auth|account|encryption|signing|master)[_-]?key)s?([\w-]{0,30})["'`]?\]?([ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8})/gi;

/** The same as an option of a command. */
const option =
  /--(?:[a-z-]{0,20}-)?(?:pass(?:word|wd|phrase)?|secret|token|(?:api|access|auth)-?key)[ \t]{1,4}/gi;

const valueHere = /"([^"\n]{0,500})"|'([^'\n]{0,500})'|`([^`\n]{0,500})`|([^\s"'`]{1,500})/dy;

/** What may follow the name without making it that of something else, as in `TOKEN_URL`. */
const furtherName =
  /^(?:[_-]?(?:\d{1,4}(?!\d)|key|base|value|hash|live|prod|production|staging|test|dev))*$/i;

/** What stands in the place of a value: a variable, code, or a word for one. */
const placeholder =
  /^[$<{%*[(.!]|\$\{|\{\{|\(|^(.)\1*$|^(?:process|os|env|secrets|vars|config|settings|this|self)\.|your|change_?me|example|placeholder|redacted|masked|^(?:null|undefined|true|false|none|1password)$/i;

/** The path of a folder or a file. */
const path = /^(?:~|\.{1,2}|[a-z]:)?[\\/][\w .\\/-]*$/i;

/** Words and names of code, whatever joins them. */
const words = /^[a-z_$]+(?:[-.:/?!]+[a-z_$]+)*[-:;,.]*$/i;
const codeName = /^[a-z_$][\w$]*(?:\??\.[\w$]+)+$|^[A-Z\d]+(?:_[A-Z\d]+)+$/;

/** A value that speaks of itself, as the label of a field or the name of another variable does. */
const ofItself = /pass|pwd|secret|token|key/i;

/** Where a value is given to a name such as `DB_PASSWORD` or `apiKey`: in `.env` files, settings, code and commands. */
export function assignments(text: string): readonly Secret[] {
  const found: Secret[] = [];
  const add = (at: number, kind: NameKind) => {
    const value = valueAt(text, at);
    const secret = value && secretPart(value, kind);
    if (!secret) return;
    found.push({ kind: 'assignment', start: value.start, end: value.start + secret.length });
  };
  for (const { 0: whole, 1: name = '', 2: further = '', 3: between = '', index } of text.matchAll(assigned))
    if (furtherName.test(further)) add(index + whole.length, kindOf(name, between));
  for (const { 0: whole, index } of text.matchAll(option)) add(index + whole.length, 'option');
  return found;
}

/** A variable of the environment, a password that somebody thinks up, a key that a program makes, a command's option. */
type NameKind = 'variable' | 'password' | 'key' | 'option';

function kindOf(name: string, between: string): NameKind {
  if (between === '=' && name === name.toUpperCase()) return 'variable';
  return /^(?:pass.|pwd)/i.test(name) ? 'password' : 'key';
}

interface Value {
  readonly text: string;
  readonly start: number;
  readonly isQuoted: boolean;
}

function valueAt(text: string, at: number): Value | undefined {
  valueHere.lastIndex = at;
  const range = valueHere
    .exec(text)
    ?.indices?.slice(1)
    .find((each) => each !== undefined);
  if (!range) return undefined;
  const [start, end] = range;
  return { text: text.slice(start, end), start, isQuoted: start > at };
}

/** The beginning of the value that is a secret; undefined: there is none. */
function secretPart({ text, isQuoted }: Value, kind: NameKind): string | undefined {
  // Elsewhere, what ends a list, a statement or a part of an address is none of the value.
  const isWhole = isQuoted || kind === 'variable';
  const [value = ''] = isWhole ? [text] : text.split(/[&,;)\]}]/, 1);
  if (placeholder.test(value) || path.test(value)) return undefined;
  return isSecret(value, isQuoted, kind) ? value : undefined;
}

function isSecret(value: string, isQuoted: boolean, kind: NameKind): boolean {
  const isMixed = /\d/.test(value) && /[a-z]/i.test(value);
  if (kind === 'variable') return value.length >= 6;
  if (kind === 'option') return value.length >= 6 && isMixed;
  if (value.length < 8 || /\s/.test(value)) return false;
  if (!isQuoted && (codeName.test(value) || ofItself.test(value) || /[[({<>]/.test(value))) return false;
  if (words.test(value))
    return kind === 'password' && isQuoted && /^[a-z]+$/i.test(value) && !ofItself.test(value);
  return kind === 'password' || isMixed;
}
