/** Where a key leads in a row of things: a step around the ends, or to an end; `at` if it is none of these keys. */
export function stepTo(
  key: string,
  at: number,
  count: number,
  [back, forth]: readonly [back: string, forth: string],
): number {
  switch (key) {
    case back:
      return (at - 1 + count) % count;
    case forth:
      return (at + 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return at;
  }
}
