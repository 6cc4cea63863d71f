import { shortened } from '../base/shortened.ts';

/** UTF-16 units, far more than a box shows. */
const longestShown = 4000;

/** As much of a text as the editor can show in a box; more would only be sent to its window, for each row. */
export function shownStart(text: string): string {
  return shortened(text, longestShown);
}
