/** A picture's attributes, as they are written; undefined where there is none. */
export interface PictureFacts {
  readonly src?: string | undefined;
  readonly alt?: string | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
  readonly style?: string | undefined;
}

/** What a reader is told of a picture, and the web address where it is. */
export interface Picture {
  readonly words: string;
  readonly address?: string;
}

/**
 * Undefined for a picture that says nothing: a dot that only reports that it was read. An empty text says nothing of it,
 * since many editors give every picture one. An embedded picture has no address, since that would be the picture itself, letter by letter.
 */
export function pictureOf(facts: PictureFacts): Picture | undefined {
  const alt = facts.alt?.replace(/\s+/g, ' ').trim();
  if (alt !== undefined && isEmoji(alt)) return { words: alt };
  const src = facts.src?.trim() ?? '';
  const address = /^https?:\/\//i.test(src) ? { address: src } : {};
  if (alt !== undefined && alt !== '') return { words: `Picture: ${alt}`, ...address };
  if (src === '' || isDot(facts)) return undefined;
  return { words: 'Picture', ...address };
}

const emoji =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\d#*]\ufe0f?\u20e3|[\u{e0020}-\u{e007f}]|\u200d|\ufe0f| )+$/u;

/** As mail programs write them: the emoji itself, or its name between colons. */
function isEmoji(alt: string): boolean {
  return alt.length <= 40 && (emoji.test(alt) || /^:[\w+-]+:$/.test(alt));
}

function isDot({ width, height, style = '' }: PictureFacts): boolean {
  const isTiny = (size: string | undefined) => /^\s*[01](?:px)?\s*$/.test(size ?? '');
  return (
    (isTiny(width) && isTiny(height)) || /(?:^|;)\s*(?:width|height)\s*:\s*[01]px\s*(?:;|$)/i.test(style)
  );
}
