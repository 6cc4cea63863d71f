/**
 * Where the product writes down what it did. Lines never hold a key, a header or what a customer said; the
 * writer redacts what looks like a key all the same.
 */
export interface Log {
  trace(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string, cause?: unknown): void;
}
