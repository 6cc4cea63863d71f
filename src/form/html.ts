/** The attribute that takes an element out of sight. */
export function hiddenUnless(shown: boolean): string {
  return shown ? '' : ' hidden';
}
