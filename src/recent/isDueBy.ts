/** Whether one of these names of files is a day up to `today` (`YYYY-MM-DD`). The start-up bundle knows no more of it. */
export function isDueBy(names: readonly string[], today: string): boolean {
  return names.some((name) => /^\d{4}-\d\d-\d\d$/.test(name) && name <= today);
}
