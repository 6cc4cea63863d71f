/**
 * Text that the editor shows as it is. Otherwise the editor turns `[label](command:…)` in a message or a prompt into a
 * link that runs the command, and `$(name)` in a picker or the status bar into an icon, even in a customer's name. A
 * word joiner, which is invisible and has no width, prevents that.
 */
export function verbatim(text: string): string {
  return text.replace(/(?<=[\]$])\(/g, '\u2060(');
}
