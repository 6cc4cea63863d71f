/** A time of day as the user's language writes it, of milliseconds since the epoch. */
export function timeOfDay(language: string): (at: number) => string {
  return (at) => new Date(at).toLocaleTimeString(language, { timeStyle: 'medium' });
}

/** Date and time of day, likewise. */
export function dateAndTime(language: string): (at: number) => string {
  return (at) => new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}
