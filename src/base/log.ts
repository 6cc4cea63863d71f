/**
 * The product's log. Lines never hold a key, a header or what a customer said; even so, the writer redacts whatever
 * looks like a key.
 */
export interface Log {
  trace(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}
