/**
 * The form's icons: the paths of 16 × 16 pictures, drawn as lines in the colour of the text. They are our own: a font of
 * icons would be larger than the rest of the page, and the page's policy loads none. They stand in the page's HTML once,
 * where both the host's first paint and the script use them by name.
 */
export const icons = {
  search: 'M10.5 6.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM9.5 9.5l4 4',
  close: 'm4 4 8 8m0-8-8 8',
  linkOut: 'M7 3.5H3.5v9h9V9M9.5 2.5h4v4m0-4-6 6',
  timer: 'M13 9A5 5 0 1 1 3 9a5 5 0 0 1 10 0ZM8 6v3l1.8 1.2M6.3 1.8h3.4',
  clock: 'M13.5 8A5.5 5.5 0 1 1 2.5 8a5.5 5.5 0 0 1 11 0ZM8 4.8V8l2.2 1.6',
  stop: 'M4 4h8v8H4Z',
  play: 'M5 3.5v9L12.2 8Z',
  pin: 'M6 2.5h4M6.7 2.5v4L4.5 9h7L9.3 6.5v-4M8 9v4.5',
  person: 'M10.6 5.4a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0ZM3.2 13.3c0-2.6 2-4.2 4.8-4.2s4.8 1.6 4.8 4.2',
  clip: 'm12.8 7.6-5 5a3 3 0 0 1-4.3-4.3l5.4-5.4a2 2 0 0 1 2.9 2.9l-5.3 5.3a1 1 0 0 1-1.5-1.4l4.6-4.6',
  down: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  right: 'm6.5 4.5 3.5 3.5-3.5 3.5',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  error: 'M13.5 8A5.5 5.5 0 1 1 2.5 8a5.5 5.5 0 0 1 11 0ZM6 6l4 4m0-4-4 4',
  warning: 'M8 2.3 14.2 13.5H1.8ZM8 6.3v3.4M8 11.3v.6',
  info: 'M13.5 8A5.5 5.5 0 1 1 2.5 8a5.5 5.5 0 0 1 11 0ZM8 7.3v3.6M8 4.9v.7',
  open: 'M13.5 8A5.5 5.5 0 1 1 2.5 8a5.5 5.5 0 0 1 11 0Z',
  wait: 'M8 2.5A5.5 5.5 0 1 1 2.5 8',
  sliders:
    'M2.5 4.5h6M12 4.5h1.5M10.25 4.5a1.5 1.5 0 1 0 0-.01M2.5 11.5H4M7.5 11.5h6M5.75 11.5a1.5 1.5 0 1 0 0-.01',
} as const;

/** The name of one of the {@link icons}. */
export type IconName = keyof typeof icons;
