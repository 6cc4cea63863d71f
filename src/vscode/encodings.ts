import { encodingLabels } from '../words/encodings.ts';

/** An encoding as the editor knows it. */
export interface Encoding {
  /** The editor's name of it: `TextDocument.encoding`. */
  readonly id: string;
  /** As the editor's own list calls it. */
  readonly label: string;
}

/** All encodings of VS Code 1.105, those of `first` before the others. */
export function encodings(first: readonly string[]): readonly Encoding[] {
  const place = ({ id }: Encoding) => (first.includes(id) ? first.indexOf(id) : first.length);
  return Object.entries(encodingLabels)
    .map(([id, label]) => ({ id, label: label() }))
    .sort((one, other) => place(one) - place(other));
}
