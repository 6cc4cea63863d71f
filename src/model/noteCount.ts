/** `1 note`, `3 notes`. */
export function noteCount(notes: number): string {
  return notes === 1 ? '1 note' : `${notes} notes`;
}
