/** Elements whose text is not meant for people. */
export const dropped = new Set('script style template noscript iframe object svg'.split(' '));

/** Elements that start and end on a line of their own. */
export const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search ' +
    'section summary table title tr ul'
  ).split(' '),
);

/** Lists, whose items get a label or a bullet. */
export const lists = new Set('dir menu ol ul'.split(' '));

/** Elements that are one line, unless they are long, as an element that was never closed is. */
export const lines = new Set('caption h1 h2 h3 h4 h5 h6'.split(' '));

/** Elements whose text is no longer valid. */
export const struck = new Set('del s strike'.split(' '));
