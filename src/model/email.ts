/**
 * Whether this looks like an e-mail address: enough to tell it from an id or a name. Only the service knows
 * whether there is such a mailbox.
 */
export function isEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(value);
}

/** One sentence for a field that takes an e-mail address, or undefined. */
export function emailProblem(value: string): string | undefined {
  return isEmail(value.trim()) ? undefined : 'Type an e-mail address, such as ann@example.com.';
}
