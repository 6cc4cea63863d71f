/**
 * Text in which nothing comes alive. The editor turns `[label](command:…)` in a message or a prompt into a link that
 * runs the command, and `$(name)` in a picker or the status bar into an icon, whoever wrote it. A word joiner, which
 * takes no room and shows nothing, keeps names and words from outside what they are.
 */
export function verbatim(text: string): string {
  return text.replace(/(?<=[\]$])\(/g, '\u2060(');
}
