/**
 * A text without the characters at its end that `isDropped` names. An expression such as `/[/]+$/` tries again at each
 * character of a run, so that its time grows with the square of the run.
 */
export function withoutEnd(text: string, isDropped: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isDropped(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
