/**
 * Puts a message into the user's language, and the values into its places `{0}`, `{1}` …. The extension's is
 * `vscode.l10n.t`, which gives the English message where there is no translation.
 */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

let translate: Translate = inEnglish;

/** Said once, when the extension starts. Until then, and in tests, messages are English. */
export function translateWith(translator: Translate): void {
  translate = translator;
}

/**
 * What the user reads of the host comes from here. `message` is a literal, so that all of them can be collected for the
 * translators; each stands in a function of this folder that is named by what it says. Values are filled in as they are.
 */
export function t(message: string, ...values: readonly (string | number)[]): string {
  return translate(message, ...values);
}

/** The message as it is written in the code. */
function inEnglish(message: string, ...values: readonly (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
