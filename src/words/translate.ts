/**
 * Puts a message into the user's language, and the values into its places `{0}`, `{1}` …. The extension's is
 * `vscode.l10n.t`, which gives the English message where there is no translation.
 */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

/** Messages of another language, by the English ones. */
export type Messages = Readonly<Record<string, string>>;

let translate: Translate = filled;
let language = 'en';

/**
 * Said once, when the extension starts. Until then, and in tests, messages are English. `spoken`: the language that the
 * messages come out in, as a BCP 47 tag.
 */
export function translateWith(translator: Translate, spoken = 'en'): void {
  translate = translator;
  language = spoken;
}

/** A translator for where there is no editor to ask. */
export function translatorOf(messages: Messages): Translate {
  return (message, ...values) => filled(messages[message] ?? message, ...values);
}

/** The language of the messages, for the numbers and lists that stand in them: a BCP 47 tag. */
export function spokenLanguage(): string {
  return language;
}

/**
 * What the user reads of the host comes from here. `message` is a literal, so that all of them can be collected for the
 * translators; each stands in a function of this folder that is named by what it says. Values are filled in as they are.
 */
export function t(message: string, ...values: readonly (string | number)[]): string {
  return translate(message, ...values);
}

/** The message with its values, as it is. */
function filled(message: string, ...values: readonly (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
